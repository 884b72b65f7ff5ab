# Repeated waves by mixed models. Run by tests/r/test_samples.py, or:
# Rscript tests/r/mixed.R tests/r/samples tests/r/expected/mixed.csv
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common", "writing.R"))
suppressMessages({
  library(lme4)
  library(nlme)
})
exact <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10), check.conv.singular = "ignore")

# Terms of a model with their errors and intervals by t with `df` degrees of freedom, and the variances.
told <- function(sample, prefix, model, terms, df) {
  for (term in names(terms)) {
    value <- fixef(model)[[terms[[term]]]]
    error <- sqrt(vcov(model)[terms[[term]], terms[[term]]])
    keep(sample, paste(prefix, term, "value", sep = "_"), value)
    keep(sample, paste(prefix, term, "se", sep = "_"), error)
    keep(sample, paste(prefix, term, "low", sep = "_"), value - qt(0.975, df) * error)
    keep(sample, paste(prefix, term, "high", sep = "_"), value + qt(0.975, df) * error)
    keep(sample, paste(prefix, term, "p", sep = "_"), 2 * pt(-abs(value / error), df))
  }
}
variances <- function(sample, prefix, model) {
  parts <- VarCorr(model)
  keep(sample, paste0(prefix, "_variance_person"), parts[[grep("participant", names(parts))]][1])
  change <- grep("wave", names(parts))
  if (length(change)) keep(sample, paste0(prefix, "_variance_change"), parts[[change]][1])
  between <- sum(unlist(lapply(parts[grep("wave", names(parts), invert = TRUE)], function(part) part[1])))
  group <- parts[grep("participant|wave", names(parts), invert = TRUE)]
  every <- sum(unlist(lapply(parts, function(part) part[1]))) + sigma(model)^2
  if (length(group)) {
    keep(sample, paste0(prefix, "_variance_group"), group[[1]][1])
    keep(sample, paste0(prefix, "_icc_group"), (group[[1]][1] + if (length(change)) parts[[change]][1] else 0) / every)
  }
  keep(sample, paste0(prefix, "_variance_rest"), sigma(model)^2)
  keep(sample, paste0(prefix, "_icc_waves"), between / every)
}

long <- sample_of("households")
long <- long[!is.na(long$score), ]
long$wave <- factor(long$wave, c("entry", "exit", "follow_up"))
long$arm <- relevel(factor(long$arm), "advice")
people <- length(unique(long$participant_id))
homes <- length(unique(long$household))
crossed <- list(exit = "waveexit:armsupport", follow_up = "wavefollow_up:armsupport")
alone <- list(exit = "waveexit", follow_up = "wavefollow_up")

model <- lmer(score ~ wave * arm + (1 | participant_id), long, control = exact)
told("households", "people", model, crossed, people - 2)
variances("households", "people", model)
model <- lmer(score ~ wave * arm + (1 | household / participant_id), long, control = exact)
told("households", "homes", model, crossed, homes - 2)
variances("households", "homes", model)
model <- lmer(score ~ wave + (1 | household / participant_id), long, control = exact)
told("households", "change", model, alone, homes - 1)
variances("households", "change", model)
# Households may change differently, not only differ in level.
model <- lmer(score ~ wave * arm + (1 | household / participant_id) + (1 | household:wave), long, control = exact)
told("households", "moving", model, crossed, homes - 2)
variances("households", "moving", model)
# Nothing lies between these seven groups: the variance stands at its edge.
long$site <- as.integer(substring(long$household, 2)) %% 7
model <- lmer(score ~ wave + (1 | site / participant_id), long, control = exact)
told("households", "edge", model, alone, 7 - 1)
variances("households", "edge", model)
# nlme is a second voice; its own between-person degrees of freedom for a column that differs between people only.
second <- lme(score ~ wave * arm, random = ~ 1 | household / participant_id, data = long, control = lmeControl(tolerance = 1e-10, msTol = 1e-12))
keep("households", "nlme_exit_value", fixef(second)[["waveexit:armsupport"]])
keep("households", "nlme_exit_se", sqrt(vcov(second)["waveexit:armsupport", "waveexit:armsupport"]))
keep("households", "nlme_between_df", summary(second)$tTable["armsupport", "DF"])

# Eleven workers: exit and entry as two waves.
workers <- sample_of("few_workers")
two <- rbind(transform(workers, wave = "entry", score = entry), transform(workers, wave = "exit", score = exit))
two$arm <- relevel(factor(two$arm), "advice")
model <- lmer(score ~ wave * arm + (1 | worker / participant_id), two, control = exact)
told("few_workers", "workers", model, list(exit = "waveexit:armsupport"), 11 - 2)
variances("few_workers", "workers", model)
model <- lmer(score ~ wave * arm + (1 | worker / participant_id) + (1 | worker:wave), two, control = exact)
told("few_workers", "moving", model, list(exit = "waveexit:armsupport"), 11 - 2)
variances("few_workers", "moving", model)

# A third was lost; whoever answered once counts, with age as a covariate.
lost <- sample_of("lost_at_exit")
two <- rbind(transform(lost, wave = "entry", score = entry), transform(lost, wave = "exit", score = exit))
two <- two[!is.na(two$score), ]
model <- lmer(score ~ wave + age + (1 | participant_id), two, control = exact)
told("lost_at_exit", "all", model, list(exit = "waveexit"), length(unique(two$participant_id)) - 2)
variances("lost_at_exit", "all", model)
write_table(c("lme4", "nlme"))

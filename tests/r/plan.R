# The worked example of a plan, carried out by R from its three files: docs/examples/plan. Run by tests/r/test_samples.py, or:
# Rscript tests/r/plan.R tests/r/samples tests/r/expected/plan.csv
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common", "writing.R"))
source(file.path(here, "common", "leaving_out.R"))
suppressPackageStartupMessages({
  library(sandwich)
  library(clubSandwich)
  library(survey)
  library(lme4)
  library(effectsize)
})
exact <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10), check.conv.singular = "ignore")
folder <- file.path(here, "..", "..", "docs", "examples", "plan")
answers <- read.csv(file.path(folder, "DATA.csv"), na.strings = "")
register <- read.csv(file.path(folder, "REGISTER.csv"), na.strings = "")

# Scores: the mean of the answered items on 0 to 100, blank under the minimum.
answers$w2 <- 6 - answers$w2
scored <- function(items, minimum) {
  held <- answers[items]
  ifelse(rowSums(!is.na(held)) < minimum, NA, (rowMeans(held, na.rm = TRUE) - 1) / 4 * 100)
}
answers$wellbeing <- scored(paste0("w", 1:5), 4)
answers$trust <- scored(paste0("t", 1:3), 2)
outcomes <- c("wellbeing", "trust", "hope")
answers$arm <- relevel(factor(answers$arm), "advice")
answers$wave <- factor(answers$wave, c("entry", "exit"))
wide <- merge(answers[answers$wave == "entry", ], answers[answers$wave == "exit", c("person", outcomes)],
              by = "person", suffixes = c(".entry", ".exit"), all = TRUE)

# Weights of those who answered twice: raked to the register, cut to 0.3 and 3 times the mean weight, raked again.
has <- function(when) rowSums(!is.na(wide[paste0(outcomes, when)])) > 0
twice <- wide[has(".entry") & has(".exit"), ]
margins <- list(table(age_band = register$age_band), table(household_type = register$household_type))
rake_all <- function(design) {
  rake(design, list(~age_band, ~household_type), margins, control = list(maxit = 2000, epsilon = 1e-13))
}
raked <- rake_all(svydesign(~worker, data = twice, weights = rep(nrow(register) / nrow(twice), nrow(twice))))
mean_weight <- nrow(register) / nrow(twice)
for (round in 1:500) {
  w <- weights(raked)
  if (all(w <= 3 * mean_weight * (1 + 1e-7)) && all(w >= 0.3 * mean_weight * (1 - 1e-7))) break
  cut <- weights(trimWeights(raked, upper = 3 * mean_weight, lower = 0.3 * mean_weight))
  raked <- rake_all(svydesign(~worker, data = twice, weights = cut))
}
keep("weights", "effective_n", sum(weights(raked))^2 / sum(weights(raked)^2))

whole <- function(sample, prefix, value, error, df) {
  keep(sample, paste0(prefix, "_value"), value)
  keep(sample, paste0(prefix, "_se"), error)
  keep(sample, paste0(prefix, "_low"), value - qt(0.975, df) * error)
  keep(sample, paste0(prefix, "_high"), value + qt(0.975, df) * error)
  keep(sample, paste0(prefix, "_p"), 2 * pt(-abs(value / error), df))
}
preferred <- list(primary = list(), others = list())
lead <- function(outcome, sample, prefix, value, error, df) {
  family <- if (outcome == "wellbeing" && sample == outcome) "primary" else "others"
  preferred[[family]][[paste(sample, prefix)]] <<- 2 * pt(-abs(value / error), df)
  whole(sample, prefix, value, error, df)
}

for (outcome in outcomes) {
  wide$before <- wide[[paste0(outcome, ".entry")]]
  wide$after <- wide[[paste0(outcome, ".exit")]]
  wide$change <- wide$after - wide$before
  design <- update(raked, before = get(paste0(outcome, ".entry")), after = get(paste0(outcome, ".exit")),
                   change = get(paste0(outcome, ".exit")) - get(paste0(outcome, ".entry")))
  for (type in c("", "alone", "couple", "family")) {
    sample <- if (type == "") outcome else paste(outcome, type)
    own <- if (type == "") wide else wide[wide$household_type == type, ]
    pairs <- own[!is.na(own$change), ]
    part <- if (type == "") design else subset(design, household_type == type)
    part <- subset(part, !is.na(change))
    keep(sample, "n", nrow(pairs))
    keep(sample, "missing", nrow(own) - nrow(pairs))
    whole(sample, "change_t", mean(pairs$change), sd(pairs$change) / sqrt(nrow(pairs)), nrow(pairs) - 1)
    cr2 <- coef_test(lm(change ~ 1, pairs), vcov = "CR2", cluster = pairs$worker, test = "Satterthwaite")
    whole(sample, "change_cr2", cr2$beta, cr2$SE, cr2$df_Satt)
    mean_change <- svymean(~change, part, na.rm = TRUE)
    lead(outcome, sample, "change_linearised", coef(mean_change), SE(mean_change), degf(part))

    ancova <- lm(after ~ arm + before + age_band, pairs)
    hc3 <- sqrt(vcovHC(ancova, type = "HC3")["armsupport", "armsupport"])
    whole(sample, "ancova_hc3", coef(ancova)[["armsupport"]], hc3, df.residual(ancova))
    cr2 <- coef_test(ancova, vcov = "CR2", cluster = pairs$worker, test = "Satterthwaite")["armsupport", ]
    whole(sample, "ancova_cr2", cr2$beta, cr2$SE, cr2$df_Satt)
    weighted <- svyglm(after ~ arm + before + age_band, part)
    error <- sqrt(vcov(weighted)["armsupport", "armsupport"])
    lead(outcome, sample, "ancova_linearised", coef(weighted)[["armsupport"]], error,
         degf(part) + 1 - length(coef(weighted)))
  }
  pairs <- wide[!is.na(wide$change), ]
  gain <- lm(change ~ arm + age_band, pairs)
  cr2 <- coef_test(gain, vcov = "CR2", cluster = pairs$worker, test = "Satterthwaite")["armsupport", ]
  whole(outcome, "change_scores_cr2", cr2$beta, cr2$SE, cr2$df_Satt)
  keep_changes(outcome, data.frame(entry = pairs$before, exit = pairs$after, cluster = pairs$worker))
  stopifnot(all.equal(rank_biserial(round(pairs$change, 10), mu = 0)$r_rank_biserial,
                      figures_of_change$rank_biserial(data.frame(entry = pairs$before, exit = pairs$after))))
  at_exit <- wide[!is.na(wide$after), ]
  stopifnot(all.equal(hedges_g(after ~ relevel(arm, "support"), data = at_exit)$Hedges_g,
                      pooled(c("support", "advice"), TRUE)(data.frame(arm = at_exit$arm, score = at_exit$after))))
  own <- data.frame(arm = at_exit$arm, score = at_exit$after, cluster = at_exit$worker)
  keep_compared(outcome, "hedges_g", own, c("support", "advice"), TRUE)

  long <- answers[!is.na(answers[[outcome]]), ]
  long$score <- long[[outcome]]
  alone <- lmer(score ~ wave + (1 | worker / person) + (1 | worker:wave), long, control = exact)
  keep(outcome, "mixed_change_value", fixef(alone)[["waveexit"]])
  keep(outcome, "mixed_change_se", sqrt(vcov(alone)["waveexit", "waveexit"]))
  arms <- lmer(score ~ wave * arm + age_band + (1 | worker / person) + (1 | worker:wave), long, control = exact)
  keep(outcome, "mixed_arms_value", fixef(arms)[["waveexit:armsupport"]])
  keep(outcome, "mixed_arms_se", sqrt(vcov(arms)["waveexit:armsupport", "waveexit:armsupport"]))
}

# p.adjust: Holm over the primary outcome's two figures, Benjamini and Hochberg over all others that lead.
for (family in names(preferred)) {
  p <- unlist(preferred[[family]])
  adjusted <- p.adjust(p, if (family == "primary") "holm" else "BH")
  for (name in names(p)) {
    words <- strsplit(name, " ")[[1]]
    keep(paste(words[-length(words)], collapse = " "), paste0(words[length(words)], "_adjusted_p"), adjusted[[name]])
  }
}
write_table(c("sandwich", "clubSandwich", "survey", "lme4", "effectsize"))

# Estimating equations for repeated waves. Run by tests/r/test_samples.py, or:
# Rscript tests/r/gee.R tests/r/samples tests/r/expected/gee.csv
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common", "writing.R"))
suppressMessages(library(geepack))

# A term: value, sandwich error, and the interval by t; `scale` is exp for odds.
told <- function(sample, prefix, model, terms, df, scale = identity) {
  rows <- summary(model)$coefficients
  for (term in names(terms)) {
    value <- rows[terms[[term]], "Estimate"]
    error <- rows[terms[[term]], "Std.err"]
    keep(sample, paste(prefix, term, "value", sep = "_"), scale(value))
    if (identical(scale, identity)) keep(sample, paste(prefix, term, "se", sep = "_"), error)
    keep(sample, paste(prefix, term, "low", sep = "_"), scale(value - qt(0.975, df) * error))
    keep(sample, paste(prefix, term, "high", sep = "_"), scale(value + qt(0.975, df) * error))
    keep(sample, paste(prefix, term, "p", sep = "_"), 2 * pt(-abs(value / error), df))
  }
  keep(sample, paste0(prefix, "_correlation"), summary(model)$corr$Estimate)
}
fit <- function(formula, rows, ...) {
  rows <- rows[order(rows$unit), ]
  geeglm(formula, id = unit, data = rows, corstr = "exchangeable", control = geese.control(epsilon = 1e-12, maxit = 200), ...)
}

long <- sample_of("households")
long <- long[!is.na(long$score), ]
long$wave <- factor(long$wave, c("entry", "exit", "follow_up"))
long$arm <- relevel(factor(long$arm), "advice")
long$high <- as.numeric(long$score > 55)
crossed <- list(exit = "waveexit:armsupport", follow_up = "wavefollow_up:armsupport")
alone <- list(exit = "waveexit", follow_up = "wavefollow_up")
homes <- as.integer(factor(long$household))
people <- as.integer(factor(long$participant_id))
long$unit <- homes
told("households", "homes", fit(score ~ wave * arm, long), crossed, 90 - 2)
told("households", "homes_share", fit(high ~ wave * arm, long, family = binomial), crossed, 90 - 2, exp)
told("households", "change_share", fit(high ~ wave, long, family = binomial), alone, 90 - 1, exp)
long$unit <- people
told("households", "people", fit(score ~ wave * arm, long), crossed, max(people) - 2)

workers <- sample_of("few_workers")
two <- rbind(transform(workers, wave = "entry", score = entry), transform(workers, wave = "exit", score = exit))
two$arm <- relevel(factor(two$arm), "advice")
two$unit <- as.integer(factor(two$worker))
told("few_workers", "workers", fit(score ~ wave * arm, two), list(exit = "waveexit:armsupport"), 11 - 2)
write_table("geepack")

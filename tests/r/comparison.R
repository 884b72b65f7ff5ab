# Comparison of groups: regression, ANCOVA, difference in differences. Run by tests/r/test_samples.py, or:
# Rscript tests/r/comparison.R tests/r/samples tests/r/expected/comparison.csv
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common", "writing.R"))
suppressMessages({
  library(sandwich)
  library(clubSandwich)
})

# One coefficient by classical and HC3 errors.
by_people <- function(sample, prefix, model, term) {
  told <- summary(model)$coefficients[term, ]
  hc3 <- sqrt(vcovHC(model, type = "HC3")[term, term])
  reach <- qt(0.975, df.residual(model)) * hc3
  keep(sample, paste0(prefix, "_value"), told["Estimate"])
  keep(sample, paste0(prefix, "_classical_se"), told["Std. Error"])
  keep(sample, paste0(prefix, "_classical_p"), told["Pr(>|t|)"])
  keep(sample, paste0(prefix, "_hc3_se"), hc3)
  keep(sample, paste0(prefix, "_hc3_low"), told["Estimate"] - reach)
  keep(sample, paste0(prefix, "_hc3_high"), told["Estimate"] + reach)
  keep(sample, paste0(prefix, "_hc3_p"), 2 * pt(-abs(told["Estimate"] / hc3), df.residual(model)))
}
# One coefficient by errors by cluster.
by_cluster <- function(sample, prefix, model, clusters, term) {
  cr2 <- coef_test(model, vcov = "CR2", cluster = clusters, test = "Satterthwaite")
  limits <- conf_int(model, vcov = "CR2", cluster = clusters, test = "Satterthwaite")
  at <- which(names(coef(model)) == term)
  keep(sample, paste0(prefix, "_cr2_se"), cr2$SE[at])
  keep(sample, paste0(prefix, "_cr2_df"), cr2$df_Satt[at])
  keep(sample, paste0(prefix, "_cr2_p"), cr2$p_Satt[at])
  keep(sample, paste0(prefix, "_cr2_low"), limits$CI_L[at])
  keep(sample, paste0(prefix, "_cr2_high"), limits$CI_U[at])
  cr1 <- coef_test(model, vcov = "CR1", cluster = clusters, test = "naive-t")
  keep(sample, paste0(prefix, "_cr1_se"), cr1$SE[at])
  keep(sample, paste0(prefix, "_cr1_p"), cr1$p_t[at])
}

unequal <- na.omit(sample_of("unequal_arms"))
unequal$arm <- relevel(factor(unequal$arm), "advice")
by_people("unequal_arms", "ancova", lm(exit ~ arm + entry, unequal), "armsupport")
by_people("unequal_arms", "ancova_covariates", lm(exit ~ arm + entry + age + sex, unequal), "armsupport")
by_people("unequal_arms", "gain", lm(exit - entry ~ arm, unequal), "armsupport")
by_people("unequal_arms", "gain_covariates", lm(exit - entry ~ arm + age + sex, unequal), "armsupport")
by_people("unequal_arms", "regression_age", lm(exit ~ age + sex, unequal), "age")
by_people("unequal_arms", "regression_sex", lm(exit ~ age + sex, unequal), "sexm")
unequal$weight <- 1 + unequal$age / 20
weighted <- lm(exit ~ entry + sex, unequal, weights = weight)
by_people("unequal_arms", "weighted_entry", weighted, "entry")
unequal$site <- unequal$age %/% 7
by_cluster("unequal_arms", "weighted_entry", weighted, unequal$site, "entry")
by_cluster("unequal_arms", "weighted_sex", weighted, unequal$site, "sexm")

workers <- sample_of("few_workers")
workers$arm <- relevel(factor(workers$arm), "advice")
by_people("few_workers", "ancova", lm(exit ~ arm + entry, workers), "armsupport")
by_cluster("few_workers", "ancova", lm(exit ~ arm + entry, workers), workers$worker, "armsupport")
by_cluster("few_workers", "entry", lm(exit ~ arm + entry, workers), workers$worker, "entry")
by_people("few_workers", "gain", lm(exit - entry ~ arm, workers), "armsupport")
by_cluster("few_workers", "gain", lm(exit - entry ~ arm, workers), workers$worker, "armsupport")

long <- sample_of("households")
wide <- merge(long[long$wave == "entry", ], long[long$wave == "exit", ], by = "participant_id", suffixes = c("", ".exit"))
wide <- wide[!is.na(wide$score) & !is.na(wide$score.exit), ]
wide$arm <- relevel(factor(wide$arm), "advice")
by_people("households", "ancova", lm(score.exit ~ arm + score, wide), "armsupport")
by_cluster("households", "ancova", lm(score.exit ~ arm + score, wide), wide$household, "armsupport")
by_cluster("households", "gain", lm(score.exit - score ~ arm, wide), wide$household, "armsupport")

people <- sample_of("few_people")
by_people("few_people", "regression_entry", lm(exit ~ entry, people), "entry")
# Every second one waits.
people$arm <- factor(ifelse(seq_len(nrow(people)) %% 2 == 1, "now", "waiting"), c("waiting", "now"))
by_people("few_people", "waiting", lm(exit ~ arm + entry, people), "armnow")
write_table(c("sandwich", "clubSandwich"))

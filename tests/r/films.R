# Real answers: mood before and after four films, shown in 21 sessions. The neutral film is `serengeti`. Run by
# tests/r/test_samples.py, or: Rscript tests/r/films.R tests/r/samples tests/r/expected/films.csv FOLDER_OF_REAL_DATA
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common", "writing.R"))
suppressMessages({
  library(sandwich)
  library(clubSandwich)
  library(lme4)
})
exact <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10), check.conv.singular = "ignore")

mood <- read.csv(file.path(real, "mood", "answers.csv"))
scales <- list(pleasant = names(mood)[6:26], unpleasant = names(mood)[27:46])
minimum <- c(pleasant = 17, unpleasant = 16)
mood$arm <- relevel(factor(mood$arm), "serengeti")
mood$group <- paste(mood$session, mood$arm)
for (scale in names(scales)) {
  items <- mood[scales[[scale]]]
  mood$score <- ifelse(rowSums(!is.na(items)) < minimum[scale], NA, rowMeans(items, na.rm = TRUE) / 3 * 100)
  wide <- merge(mood[mood$wave == "before", ], mood[mood$wave == "after", ], by = "code", suffixes = c("", ".after"))
  wide <- wide[!is.na(wide$score) & !is.na(wide$score.after), ]
  wide$change <- wide$score.after - wide$score

  # Each film's own change: t.test(change), and by session with CR2.
  for (film in levels(mood$arm)) {
    own <- wide[wide$arm == film, ]
    sample <- paste(film, scale)
    naive <- t.test(own$change)
    by_group <- lm(change ~ 1, own)
    cr2 <- coef_test(by_group, vcov = "CR2", cluster = own$group, test = "Satterthwaite")
    limits <- conf_int(by_group, vcov = "CR2", cluster = own$group)
    keep(sample, "change_value", naive$estimate)
    keep(sample, "change_naive_se", naive$stderr)
    keep(sample, "change_cr2_se", cr2$SE)
    keep(sample, "change_cr2_df", cr2$df_Satt)
    keep(sample, "change_cr2_low", limits$CI_L)
    keep(sample, "change_cr2_high", limits$CI_U)
  }

  # Against the neutral film.
  long <- mood[!is.na(mood$score), ]
  long$wave <- factor(long$wave, c("before", "after"))
  mixed <- lmer(score ~ wave * arm + (1 | group / code), long, control = exact)
  alone <- lmer(score ~ wave * arm + (1 | code), long, control = exact)
  moving <- lmer(score ~ wave * arm + (1 | group / code) + (1 | group:wave), long, control = exact)
  models <- list(ancova = lm(score.after ~ arm + score, wide), gain = lm(change ~ arm, wide))
  for (film in levels(mood$arm)[-1]) {
    sample <- paste(film, scale)
    term <- paste0("arm", film)
    for (name in names(models)) {
      model <- models[[name]]
      naive <- summary(model)$coefficients[term, ]
      cr2 <- coef_test(model, vcov = "CR2", cluster = wide$group, test = "Satterthwaite")
      limits <- conf_int(model, vcov = "CR2", cluster = wide$group)
      at <- which(names(coef(model)) == term)
      keep(sample, paste0(name, "_value"), naive["Estimate"])
      keep(sample, paste0(name, "_naive_se"), naive["Std. Error"])
      keep(sample, paste0(name, "_naive_p"), naive["Pr(>|t|)"])
      keep(sample, paste0(name, "_hc3_se"), sqrt(vcovHC(model, type = "HC3")[term, term]))
      keep(sample, paste0(name, "_cr2_se"), cr2$SE[at])
      keep(sample, paste0(name, "_cr2_df"), cr2$df_Satt[at])
      keep(sample, paste0(name, "_cr2_p"), cr2$p_Satt[at])
      keep(sample, paste0(name, "_cr2_low"), limits$CI_L[at])
      keep(sample, paste0(name, "_cr2_high"), limits$CI_U[at])
    }
    term <- paste0("waveafter:arm", film)
    keep(sample, "mixed_value", fixef(mixed)[[term]])
    keep(sample, "mixed_se", sqrt(vcov(mixed)[term, term]))
    keep(sample, "mixed_alone_se", sqrt(vcov(alone)[term, term]))
    keep(sample, "moving_value", fixef(moving)[[term]])
    keep(sample, "moving_se", sqrt(vcov(moving)[term, term]))
  }
  parts <- VarCorr(mixed)
  keep(scale, "mixed_variance_person", parts[["code:group"]][1])
  keep(scale, "mixed_variance_group", parts[["group"]][1])
  keep(scale, "mixed_variance_rest", sigma(mixed)^2)
  keep(scale, "moving_variance_change", VarCorr(moving)[["group:wave"]][1])
}
write_table(c("sandwich", "clubSandwich", "lme4"))

# Reliability and retest. Run: Rscript --vanilla tests/r/scales.R tests/r/samples tests/r/expected/scales.csv REAL
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common", "writing.R"))
suppressPackageStartupMessages({library(psych); library(lavaan)})

model_of <- function(items) {
  l <- paste0("l", seq_along(items)); e <- paste0("e", seq_along(items))
  paste0("f =~ NA*", items[1], " + ", paste0(l, "*", items, collapse = " + "), "\nf ~~ 1*f\n",
         paste0(items, " ~~ ", e, "*", items, collapse = "\n"),
         "\nomega := (", paste(l, collapse = "+"), ")^2 / ((", paste(l, collapse = "+"), ")^2 + ", paste(e, collapse = "+"), ")")
}
keep_alpha <- function(name, figure, items, n) {
  value <- psych::alpha(items, warnings = FALSE, check.keys = FALSE)$total$raw_alpha
  feldt <- psych::alpha.ci(value, n.obs = n, n.var = ncol(items))
  keep(name, figure, value)
  keep(name, paste0(figure, "_low"), feldt$lower.ci)
  keep(name, paste0(figure, "_high"), feldt$upper.ci)
}
keep_omega <- function(name, prefix, items) {
  fit <- lavaan::cfa(model_of(names(items)), data = items)
  omega <- subset(parameterEstimates(fit), label == "omega")
  reach <- qnorm(0.975) * omega$se / (omega$est * (1 - omega$est))
  keep(name, paste0(prefix, "omega"), omega$est)
  keep(name, paste0(prefix, "omega_se"), omega$se)
  keep(name, paste0(prefix, "omega_low"), plogis(qlogis(omega$est) - reach))
  keep(name, paste0(prefix, "omega_high"), plogis(qlogis(omega$est) + reach))
  for (measure in c("chisq", "pvalue", "rmsea", "cfi")) keep(name, paste0(prefix, "fit_", measure), fitMeasures(fit, measure))
  # lavaan's own srmr counts the means too where it has them; here it is that of the covariances
  keep(name, paste0(prefix, "fit_srmr"), fitMeasures(fit, "srmr_bentler"))
}
# Correlations are those of lavCor (thresholds first, then each correlation, found to more digits than by polycor);
# errors are those of both steps together.
keep_ordinal <- function(name, prefix, items) {
  fit <- lavCor(items, ordered = names(items), output = "fit", se = "robust.sem")
  table <- parameterEstimates(fit)
  pairs <- table$op == "~~" & table$lhs != table$rhs
  free <- grep("~~", names(coef(fit)))
  k <- ncol(items)
  total <- k + 2 * sum(table$est[pairs])
  value <- k / (k - 1) * (1 - k / total)
  slope <- k / (k - 1) * k / total^2 * 2
  error <- slope * sqrt(sum(vcov(fit)[free, free]))
  keep(name, paste0(prefix, "ordinal_alpha"), value)
  keep(name, paste0(prefix, "ordinal_alpha_se"), error)
  reach <- exp(qnorm(0.975) * error / (1 - value))
  keep(name, paste0(prefix, "ordinal_alpha_low"), 1 - (1 - value) * reach)
  keep(name, paste0(prefix, "ordinal_alpha_high"), 1 - (1 - value) / reach)
  for (row in which(pairs)) {
    keep(name, paste0(prefix, "polychoric_", table$lhs[row], "_", table$rhs[row]), table$est[row])
    keep(name, paste0(prefix, "polychoric_se_", table$lhs[row], "_", table$rhs[row]), table$se[row])
  }
}

# Gaps: reversed items, two waves, two languages.
table <- sample_of("gaps_in_items")
names_of_items <- paste0("i", 1:6)
table$i3 <- 6 - table$i3
table$i6 <- 6 - table$i6
for (wave in c("entry", "exit")) for (language in c("fr", "ar")) {
  prefix <- paste0(language, "_", wave, "_")
  items <- table[table$wave == wave & table$language == language, names_of_items]
  whole <- na.omit(items)
  keep_alpha("gaps_in_items", paste0(prefix, "alpha_listwise"), whole, nrow(whole))
  rarest <- min(crossprod(!is.na(as.matrix(items))))
  keep_alpha("gaps_in_items", paste0(prefix, "alpha_pairwise"), items, rarest)
  keep_omega("gaps_in_items", prefix, whole)
  drop <- psych::alpha(whole, warnings = FALSE)
  for (item in names_of_items) {
    keep("gaps_in_items", paste0(prefix, "item_rest_", item), drop$item.stats[item, "r.drop"])
    keep("gaps_in_items", paste0(prefix, "alpha_without_", item), drop$alpha.drop[item, "raw_alpha"])
  }
}
whole <- na.omit(table[table$wave == "entry", names_of_items])
keep_ordinal("gaps_in_items", "entry_", whole)
found <- psych::alpha(whole, warnings = FALSE)
for (item in names_of_items) {
  test <- cor.test(whole[[item]], rowSums(whole[setdiff(names_of_items, item)]))
  keep("gaps_in_items", paste0("entry_item_rest_", item), found$item.stats[item, "r.drop"])
  keep("gaps_in_items", paste0("entry_item_rest_low_", item), test$conf.int[1])
  keep("gaps_in_items", paste0("entry_item_rest_p_", item), test$p.value)
  keep("gaps_in_items", paste0("entry_alpha_without_", item), found$alpha.drop[item, "raw_alpha"])
}
# Scores: mean, sum and 0 to 100, with at least four of six answered.
entry <- table[table$wave == "entry", names_of_items]
score <- ifelse(rowSums(!is.na(entry)) < 4, NA, rowMeans(entry, na.rm = TRUE))
for (range in list(c("mean", 1, 5), c("sum", 6, 30), c("hundred", 0, 100))) {
  scaled <- as.numeric(range[2]) + (score - 1) / 4 * (as.numeric(range[3]) - as.numeric(range[2]))
  keep("gaps_in_items", paste0("score_mean_", range[1]), mean(scaled, na.rm = TRUE))
  keep("gaps_in_items", paste0("score_sd_", range[1]), sd(scaled, na.rm = TRUE))
}
complete <- na.omit(entry)
keep("gaps_in_items", "complete_sum_mean", mean(rowSums(complete)))

# Rare answers: an answer that nobody gives, empty cells.
items <- sample_of("rare_answers")
keep_alpha("rare_answers", "alpha_listwise", items, nrow(items))
keep_omega("rare_answers", "", items)
keep_ordinal("rare_answers", "", items)
# polycor searches coarsely without an error, therefore held to fewer digits
keep("rare_answers", "polycor_i1_i2", polycor::polychor(items$i1, items$i2))
keep("rare_answers", "polycor_i1_i4", polycor::polychor(items$i1, items$i4))

# Ceiling: shares at both ends.
for (wave in c("entry", "exit")) {
  x <- sample_of("ceiling")[[wave]]
  for (end in c("floor", "ceiling")) {
    test <- suppressWarnings(prop.test(sum(x == if (end == "floor") 0 else 100), length(x), correct = FALSE))
    keep("ceiling", paste0(wave, "_", end), test$estimate)
    keep("ceiling", paste0(wave, "_", end, "_low"), test$conf.int[1])
    keep("ceiling", paste0(wave, "_", end, "_high"), test$conf.int[2])
  }
}

# Retest, of two occasions and of three.
keep_icc <- function(name, prefix, scores) {
  found <- suppressMessages(psych::ICC(na.omit(scores), lmer = FALSE))$results
  for (row in c("ICC2", "ICC3")) {
    keep(name, paste0(prefix, row), found$ICC[found$type == row])
    keep(name, paste0(prefix, row, "_low"), found$`lower bound`[found$type == row])
    keep(name, paste0(prefix, row, "_high"), found$`upper bound`[found$type == row])
  }
}
keep_icc("asked_twice", "", sample_of("asked_twice")[c("first", "second")])
keep_icc("looking_back", "", sample_of("looking_back")[c("entry", "then", "exit")])
# Real answers: two scales of mood before the films; many answers are rare
mood <- read.csv(file.path(real, "mood", "answers.csv"))
mood <- mood[mood$wave == "before", ]
for (scale in list(c("pleasant", 6, 26), c("unpleasant", 27, 46))) {
  items <- na.omit(mood[as.numeric(scale[2]):as.numeric(scale[3])])
  prefix <- paste0(scale[1], "_")
  keep_alpha("mood", paste0(prefix, "alpha_listwise"), items, nrow(items))
  keep_omega("mood", prefix, items)
  keep_ordinal("mood", prefix, items)
}
write_table(c("psych", "lavaan", "polycor"))

# Items that differ between groups. Run: Rscript --vanilla tests/r/differing_items.R tests/r/samples OUT REAL
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common", "writing.R"))
suppressPackageStartupMessages(library(MASS))

polr_of <- function(formula, table) polr(formula, data = table, Hess = TRUE, control = list(reltol = 1e-15, maxit = 1000))
keep_item <- function(name, figure, answer, standing, group) {
  table <- data.frame(answer = factor(answer), standing = as.numeric(scale(standing)), group = group)
  alone <- polr_of(answer ~ standing, table)
  uniform <- polr_of(answer ~ standing + group, table)
  both <- polr_of(answer ~ standing * group, table)
  nothing <- polr_of(answer ~ 1, table)
  n <- nrow(table)
  nagelkerke <- function(fit) (1 - exp(2 * (logLik(nothing) - logLik(fit)) / n)) / (1 - exp(2 * logLik(nothing) / n))
  step <- function(part, smaller, larger) {
    chi_square <- as.numeric(2 * (logLik(larger) - logLik(smaller)))
    freed <- attr(logLik(larger), "df") - attr(logLik(smaller), "df")
    keep(name, paste0(figure, "_", part, "_chi_square"), chi_square)
    keep(name, paste0(figure, "_", part, "_degrees_of_freedom"), freed)
    keep(name, paste0(figure, "_", part, "_p_value"), pchisq(chi_square, freed, lower.tail = FALSE))
    keep(name, paste0(figure, "_", part, "_nagelkerke"), nagelkerke(larger) - nagelkerke(smaller))
    keep(name, paste0(figure, "_", part, "_mcfadden"), as.numeric((logLik(smaller) - logLik(larger)) / logLik(nothing)))
  }
  step("uniform", alone, uniform)
  step("nonuniform", uniform, both)
  step("either", alone, both)
  found <- coef(summary(uniform))
  for (row in grep("^group", rownames(found))) {
    keep(name, paste0(figure, "_log_odds_", sub("group", "", rownames(found)[row])), found[row, "Value"])
    keep(name, paste0(figure, "_log_odds_se_", sub("group", "", rownames(found)[row])), found[row, "Std. Error"])
  }
}

table <- sample_of("items_that_differ")
items <- paste0("i", 1:6)
group <- relevel(factor(table$language), ref = "fr")
for (item in items) keep_item("items_that_differ", item, table[[item]], rowSums(table[setdiff(items, item)]), group)
for (item in c("i2", "i4")) keep_item("items_that_differ", paste0("total_", item), table[[item]], rowSums(table[items]), group)
anchors <- c("i1", "i3", "i5", "i6")
keep_item("items_that_differ", "anchored_i3", table$i3, rowSums(table[setdiff(anchors, "i3")]), group)
# Gaps and reversed items, two waves
table <- na.omit(sample_of("gaps_in_items"))
table$i3 <- 6 - table$i3
table$i6 <- 6 - table$i6
wave <- factor(table$wave, levels = names(sort(table(table$wave), decreasing = TRUE)))
for (item in items) keep_item("gaps_in_items", item, table[[item]], rowSums(table[setdiff(items, item)]), wave)
write_table("MASS")

# Standardised differences of two groups. Run: Rscript --vanilla tests/r/standardised.R tests/r/samples OUT REAL
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common", "writing.R"))
suppressPackageStartupMessages(library(effectsize))

# effectsize searches its limits coarsely, so that they are found by uniroot on pt
limits <- function(t, m) sapply(c(0.975, 0.025), function(p)
  uniroot(function(d) pt(t, m, d) - p, t + c(-6 - abs(t) / 4, 6 + abs(t) / 4), tol = 1e-13)$root)
for (name in c("unequal_arms", "few_workers")) for (wave in c("entry", "exit")) {
  table <- sample_of(name)
  x <- na.omit(table[[wave]][table$arm == "support"])
  y <- na.omit(table[[wave]][table$arm == "advice"])
  d <- cohens_d(x, y)$Cohens_d
  g <- hedges_g(x, y)$Hedges_g
  width <- sqrt(1 / length(x) + 1 / length(y))
  found <- limits(d / width, length(x) + length(y) - 2) * width
  keep(name, paste0(wave, "_cohen_d"), d)
  keep(name, paste0(wave, "_cohen_d_low"), found[1])
  keep(name, paste0(wave, "_cohen_d_high"), found[2])
  keep(name, paste0(wave, "_hedges_g"), g)
  keep(name, paste0(wave, "_hedges_g_low"), found[1] * g / d)
  keep(name, paste0(wave, "_hedges_g_high"), found[2] * g / d)
}
write_table("effectsize")

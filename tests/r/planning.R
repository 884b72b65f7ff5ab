# Many comparisons and planning. Run by tests/r/test_samples.py, or:
# Rscript tests/r/planning.R tests/r/samples tests/r/expected/planning.csv
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common", "writing.R"))

# p.adjust: ties, a p-value of 0 and of 1, one that is absent (NA takes no part).
sets <- list(
  planned = c(0.011, 0.02, 0.04),
  ties = c(0.03, 0.03, 0.001, 0.2, 0.2, 0.9),
  ends = c(0, 1, 0.5, 0.049, 0.0501),
  gaps = c(0.01, NA, 0.04, 0.03)
)
for (name in names(sets)) for (way in c("holm", "BH")) {
  adjusted <- p.adjust(sets[[name]], way)
  for (at in seq_along(adjusted)) keep(name, paste(way, at, sep = "_"), adjusted[at])
}

# power.t.test with both tails (strict); people per group may be a fraction.
for (delta in c(0.2, 0.5, 0.8)) for (power in c(0.8, 0.95)) {
  paired <- power.t.test(delta = delta, sd = 1, power = power, type = "paired", strict = TRUE, tol = 1e-12)
  compared <- power.t.test(delta = delta, sd = 1, power = power, type = "two.sample", strict = TRUE, tol = 1e-12)
  keep("sizes", sprintf("paired_%g_%g", delta, power), paired$n)
  keep("sizes", sprintf("compared_%g_%g", delta, power), compared$n)
}
for (n in c(5, 20, 100)) for (sig in c(0.05, 0.01)) {
  keep("powers", sprintf("paired_%g_%g", n, sig), power.t.test(n = n, delta = 4, sd = 10, sig.level = sig, type = "paired", strict = TRUE)$power)
  keep("powers", sprintf("compared_%g_%g", n, sig), power.t.test(n = n, delta = 4, sd = 10, sig.level = sig, type = "two.sample", strict = TRUE)$power)
}
# Groups of unequal size: the noncentral t itself.
for (ns in list(c(20, 60), c(35, 50))) {
  df <- sum(ns) - 2
  ncp <- 4 / (10 * sqrt(1 / ns[1] + 1 / ns[2]))
  q <- qt(0.975, df)
  keep("powers", sprintf("unequal_%g_%g", ns[1], ns[2]), pt(q, df, ncp, lower.tail = FALSE) + pt(-q, df, ncp))
}
write_table()

# The R calls behind the expected numbers of these tests. Run: Rscript tests/analysis/expected_numbers.R [folder of real data]
# R 4.2.2, effectsize 0.8.3 (rank_biserial only; limits of standardised changes come from pt and uniroot).
options(digits = 17)
show <- function(...) cat(..., "\n", sep = " ")

limits <- function(t, m) sapply(c(0.975, 0.025), function(p)
  uniroot(function(d) pt(t, m, d) - p, t + c(-6 - abs(t) / 4, 6 + abs(t) / 4), tol = 1e-13)$root)
correction <- function(m) exp(lgamma(m / 2) - log(sqrt(m / 2)) - lgamma((m - 1) / 2))

changes <- function(before, after) {
  test <- t.test(after, before, paired = TRUE)
  change <- after - before
  n <- length(change)
  J <- correction(n - 1)
  of_waves <- sqrt((var(before) + var(after)) / 2)
  delta <- limits(unname(test$statistic), n - 1) / sqrt(n)
  show("t.test", n, test$estimate, test$stderr, test$conf.int)
  show("d_z", mean(change) / sd(change), delta, "sd", sd(change))
  show("g_z", J * mean(change) / sd(change), J * delta)
  show("d_av", mean(change) / of_waves, delta * sd(change) / of_waves, "sd", of_waves)
  show("g_av", J * mean(change) / of_waves, J * delta * sd(change) / of_waves)
}
ranks <- function(before, after) {
  change <- round(after - before, 10)
  test <- suppressWarnings(wilcox.test(change))
  rank <- suppressWarnings(effectsize::rank_biserial(change))
  show("wilcox.test", test$method, test$statistic, test$p.value)
  show("rank_biserial", rank$r_rank_biserial, rank$CI_low, rank$CI_high)
}
spread <- function(x) {
  test <- t.test(x)
  show("t.test", test$estimate, test$stderr, test$conf.int)
  show("sd quantile", sd(x), quantile(x, c(0.25, 0.5, 0.75), type = 7), "ends", mean(x == 0), mean(x == 100))
}

show("Student's sleep data (R: sleep)")
before <- sleep$extra[sleep$group == 1]
after <- sleep$extra[sleep$group == 2]
changes(before, after)
ranks(before, after)
show("Hollander and Wolfe's depression data (R: ?wilcox.test)")
first <- c(1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30)
second <- c(0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29)
changes(first, second)
ranks(first, second)
show("describe")
spread(c(0, 12.5, 25, 25, 50, 62.5, 75, 100, 100))
show("exact_correction", correction(2), correction(9), correction(348))

# The real answers, film by film, into expected_mood.csv.
folder <- commandArgs(trailingOnly = TRUE)
if (length(folder) == 1) {
  rows <- NULL
  keep <- function(figure, value) rows <<- rbind(rows, data.frame(film, scale, wave, figure, value = sprintf("%.17g", value)))
  mood <- read.csv(file.path(folder, "mood", "answers.csv"))
  scales <- list(pleasant = names(mood)[6:26], unpleasant = names(mood)[27:46])
  minimum <- c(pleasant = 17, unpleasant = 16)
  for (scale in names(scales)) {
    items <- mood[scales[[scale]]]
    mood[[scale]] <- ifelse(rowSums(!is.na(items)) < minimum[scale], NA, rowMeans(items, na.rm = TRUE) / 3 * 100)
  }
  wide <- merge(mood[mood$wave == "before", ], mood[mood$wave == "after", ], by = "code", suffixes = c(".before", ".after"))
  for (film in c("serengeti", "parenthood", "frontline", "halloween")) for (scale in names(scales)) {
    people <- wide[wide$arm.before == film, ]
    pairs <- na.omit(data.frame(before = people[[paste0(scale, ".before")]], after = people[[paste0(scale, ".after")]]))
    change <- pairs$after - pairs$before
    n <- nrow(pairs)
    wave <- "both"
    test <- t.test(pairs$after, pairs$before, paired = TRUE)
    keep("pairs", n)
    keep("lost", nrow(people) - n)
    keep("mean_change", test$estimate)
    keep("standard_error", test$stderr)
    keep("interval_low", test$conf.int[1])
    keep("interval_high", test$conf.int[2])
    J <- correction(n - 1)
    of_waves <- sqrt((var(pairs$before) + var(pairs$after)) / 2)
    delta <- limits(unname(test$statistic), n - 1) / sqrt(n)
    keep("cohen_d_z", mean(change) / sd(change))
    keep("cohen_d_z_low", delta[1])
    keep("cohen_d_z_high", delta[2])
    keep("hedges_g_z", J * mean(change) / sd(change))
    keep("cohen_d_av", mean(change) / of_waves)
    keep("cohen_d_av_low", delta[1] * sd(change) / of_waves)
    keep("hedges_g_av", J * mean(change) / of_waves)
    ranked <- round(change, 10)
    signed <- wilcox.test(ranked)
    rank <- suppressMessages(effectsize::rank_biserial(ranked))
    keep("statistic", signed$statistic)
    keep("p_value", signed$p.value)
    keep("rank_biserial", rank$r_rank_biserial)
    keep("rank_biserial_low", rank$CI_low)
    keep("rank_biserial_high", rank$CI_high)
    for (wave in c("before", "after")) {
      x <- na.omit(people[[paste(scale, wave, sep = ".")]])
      test <- t.test(x)
      quarters <- quantile(x, c(0.25, 0.5, 0.75), type = 7)
      keep("n", length(x))
      keep("missing", nrow(people) - length(x))
      keep("mean", test$estimate)
      keep("interval_low", test$conf.int[1])
      keep("interval_high", test$conf.int[2])
      keep("sd", sd(x))
      keep("lower_quartile", quarters[1])
      keep("median", quarters[2])
      keep("upper_quartile", quarters[3])
      keep("floor_share", mean(x == 0))
      keep("ceiling_share", mean(x == 100))
    }
  }
  write.csv(rows, "tests/analysis/expected_mood.csv", row.names = FALSE, quote = FALSE)
}

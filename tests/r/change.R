# Signs, reliable and important change, entry and change, then-test. Run: Rscript --vanilla tests/r/change.R tests/r/samples OUT REAL
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common", "writing.R"))

keep_share <- function(name, figure, count, n) {
  test <- suppressWarnings(prop.test(count, n, correct = FALSE))
  keep(name, figure, test$estimate)
  keep(name, paste0(figure, "_low"), test$conf.int[1])
  keep(name, paste0(figure, "_high"), test$conf.int[2])
}
keep_test <- function(name, figure, test, error = TRUE) {
  keep(name, figure, tail(test$estimate, 1))
  keep(name, paste0(figure, "_low"), test$conf.int[1])
  keep(name, paste0(figure, "_high"), test$conf.int[2])
  keep(name, paste0(figure, "_p"), test$p.value)
  if (error) keep(name, paste0(figure, "_se"), test$stderr)
}
keep_three <- function(name, prefix, change, threshold, beyond) {
  up <- if (beyond) change > threshold + 1e-9 else change >= threshold - 1e-9
  down <- if (beyond) change < -threshold - 1e-9 else change <= -threshold + 1e-9
  keep_share(name, paste0(prefix, "improved"), sum(up), length(change))
  keep_share(name, paste0(prefix, "deteriorated"), sum(down), length(change))
  keep_share(name, paste0(prefix, "unchanged"), sum(!up & !down), length(change))
}

for (name in c("ties", "few_people", "lost_at_exit", "ceiling", "far_values")) {
  pairs <- na.omit(sample_of(name)[c("entry", "exit")])
  change <- round(pairs$exit - pairs$entry, 9)
  sign <- binom.test(sum(change > 0), sum(change != 0))
  keep_test(name, "sign", sign, error = FALSE)
  keep_three(name, "", change, 0, TRUE)
  # reliable change, reliability 0.8
  threshold <- qnorm(0.975) * sd(pairs$entry) * sqrt(2) * sqrt(1 - 0.8)
  keep(name, "reliable_threshold", threshold)
  keep_three(name, "reliably_", change, threshold, TRUE)
  # important change: ten points, and half a standard deviation of everyone at entry
  keep_three(name, "importantly_", change, 10, FALSE)
  entry <- na.omit(sample_of(name)$entry)
  keep(name, "half_sd", sd(entry) / 2)
  keep(name, "half_sd_low", sd(entry) / 2 * sqrt((length(entry) - 1) / qchisq(0.975, length(entry) - 1)))
  keep(name, "half_sd_high", sd(entry) / 2 * sqrt((length(entry) - 1) / qchisq(0.025, length(entry) - 1)))
  # entry and change
  keep_test(name, "entry_change", cor.test(pairs$entry, change), error = FALSE)
  keep_test(name, "oldham", cor.test((pairs$entry + pairs$exit) / 2, change), error = FALSE)
  keep(name, "expected_by_regression", -sqrt((1 - cor(pairs$entry, pairs$exit)) / 2))
  line <- coef(summary(lm(change ~ entry, data = pairs)))["entry", ]
  keep(name, "blomqvist", (line["Estimate"] + 1 - 0.8) / 0.8)
  keep(name, "blomqvist_se", line["Std. Error"] / 0.8)
  keep(name, "blomqvist_high", (line["Estimate"] + 0.2) / 0.8 + qt(0.975, nrow(pairs) - 2) * line["Std. Error"] / 0.8)
}

table <- na.omit(sample_of("looking_back")[c("entry", "then", "exit")])
keep_test("looking_back", "change", t.test(table$exit, table$entry, paired = TRUE))
keep_test("looking_back", "felt_change", t.test(table$exit, table$then, paired = TRUE))
keep_test("looking_back", "response_shift", t.test(table$then, table$entry, paired = TRUE))
asked_once <- na.omit(sample_of("looking_back")[c("then", "exit")])
keep_test("looking_back", "perceived", t.test(asked_once$exit, asked_once$then, paired = TRUE))

# An ordered answer as a question about change: 4 and 5 are better, 1 and 2 worse
table <- sample_of("one_item")
keep_share("one_item", "felt_better", sum(table$answer >= 4), nrow(table))
keep_share("one_item", "felt_same", sum(table$answer == 3), nrow(table))
keep_share("one_item", "felt_worse", sum(table$answer <= 2), nrow(table))

# An anchor that is none: the number of children has nothing to do with change
table <- na.omit(sample_of("lost_at_exit")[c("entry", "exit", "children")])
change <- table$exit - table$entry
test <- t.test(change[table$children %in% c(1, 2)])
keep_test("lost_at_exit", "anchored", test)
keep_test("lost_at_exit", "anchor_correlation", cor.test(change, table$children), error = FALSE)

# Real answers: two scales of mood under four films; reliability is alpha before the film
mood <- read.csv(file.path(real, "mood", "answers.csv"))
scales <- list(pleasant = names(mood)[6:26], unpleasant = names(mood)[27:46])
minimum <- c(pleasant = 17, unpleasant = 16)
for (scale in names(scales)) {
  items <- mood[scales[[scale]]]
  mood[[scale]] <- ifelse(rowSums(!is.na(items)) < minimum[scale], NA, rowMeans(items, na.rm = TRUE) / 3 * 100)
}
suppressPackageStartupMessages(library(psych))
for (scale in names(scales)) {
  before <- na.omit(mood[mood$wave == "before", scales[[scale]]])
  alpha <- psych::alpha(before, warnings = FALSE)$total$raw_alpha
  keep("mood", paste0(scale, "_alpha"), alpha)
  for (film in c("serengeti", "parenthood", "frontline", "halloween")) {
    rows <- mood[mood$arm == film, ]
    wide <- merge(rows[rows$wave == "before", c("code", scale)], rows[rows$wave == "after", c("code", scale)], by = "code")
    pairs <- na.omit(data.frame(entry = wide[[2]], exit = wide[[3]]))
    change <- round(pairs$exit - pairs$entry, 9)
    figure <- paste0(scale, "_", film, "_")
    threshold <- qnorm(0.975) * sd(pairs$entry) * sqrt(2 * (1 - alpha))
    keep("mood", paste0(figure, "reliable_threshold"), threshold)
    turned <- if (scale == "pleasant") change else -change
    keep_three("mood", paste0(figure, "reliably_"), turned, threshold, TRUE)
    sign <- binom.test(sum(turned > 0), sum(turned != 0))
    keep_test("mood", paste0(figure, "sign"), sign, error = FALSE)
    keep_test("mood", paste0(figure, "entry_change"), cor.test(pairs$entry, change), error = FALSE)
  }
}
write_table("psych")

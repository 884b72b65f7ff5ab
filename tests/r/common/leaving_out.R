# The jackknife over clusters, word for word: a figure once more without each of them, by a loop.
scales <- list(
  plain = list(there = identity, back = identity),
  fisher = list(there = atanh, back = tanh),
  logit = list(there = qlogis, back = plogis)
)
# Satterthwaite's degrees of freedom of that variance, for people of equal spread; `counts`: clusters by groups.
degrees_of_jackknife <- function(counts) {
  size <- nrow(counts)
  covariances <- matrix(0, size, size)
  for (group in seq_len(ncol(counts))) {
    n <- counts[, group]
    left <- sum(n) - n
    both <- outer(n, n, function(one, other) sum(n) - one - other)
    diag(both) <- left
    covariances <- covariances + both / outer(left, left)
  }
  centred <- (diag(size) - 1 / size) %*% covariances
  sum(diag(centred))^2 / sum(diag(centred %*% centred))
}
keep_jackknifed <- function(sample, prefix, people, figure, scale, counts) {
  there <- scales[[scale]]$there
  without <- sapply(unique(people$cluster), function(one) there(figure(people[people$cluster != one, ])))
  count <- length(without)
  error <- sqrt((count - 1) / count * sum((without - mean(without))^2))
  whole <- there(figure(people))
  degrees <- degrees_of_jackknife(counts)
  keep(sample, prefix, figure(people))
  keep(sample, paste0(prefix, "_low"), scales[[scale]]$back(whole - qt(0.975, degrees) * error))
  keep(sample, paste0(prefix, "_high"), scales[[scale]]$back(whole + qt(0.975, degrees) * error))
  keep(sample, paste0(prefix, "_df"), degrees)
  keep(sample, paste0(prefix, "_p"), 2 * pt(-abs(whole) / error, degrees))
}

exact_j <- function(m) exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2)
moved <- function(pairs) Filter(function(change) change != 0, round(pairs$exit - pairs$entry, 9))
figures_of_change <- list(
  cohen_d_z = function(pairs) mean(pairs$exit - pairs$entry) / sd(pairs$exit - pairs$entry),
  hedges_g_z = function(pairs) exact_j(nrow(pairs) - 1) * figures_of_change$cohen_d_z(pairs),
  cohen_d_av = function(pairs) mean(pairs$exit - pairs$entry) / sqrt((var(pairs$entry) + var(pairs$exit)) / 2),
  hedges_g_av = function(pairs) exact_j(nrow(pairs) - 1) * figures_of_change$cohen_d_av(pairs),
  rank_biserial = function(pairs) sum(sign(moved(pairs)) * rank(abs(moved(pairs)))) / sum(rank(abs(moved(pairs)))),
  improved_of_changed = function(pairs) mean(moved(pairs) > 0)
)
# Every figure of change, of people with `entry`, `exit` and `cluster`.
keep_changes <- function(sample, people) {
  people <- people[!is.na(people$entry) & !is.na(people$exit) & !is.na(people$cluster), c("entry", "exit", "cluster")]
  changed <- round(people$exit - people$entry, 9) != 0
  for (name in names(figures_of_change)) {
    scale <- c(rank_biserial = "fisher", improved_of_changed = "logit")[name]
    of_moved <- !is.na(scale)
    counts <- tapply(if (of_moved) changed else rep(1, nrow(people)), as.character(people$cluster), sum)
    keep_jackknifed(sample, name, people, figures_of_change[[name]], if (of_moved) scale else "plain", cbind(counts))
  }
}
# The difference of two arms in pooled standard deviations; `people`: `arm`, `score`, `cluster`.
pooled <- function(arms, correct) function(people) {
  x <- people$score[people$arm == arms[1]]
  y <- people$score[people$arm == arms[2]]
  m <- length(x) + length(y) - 2
  d <- (mean(x) - mean(y)) / sqrt(((length(x) - 1) * var(x) + (length(y) - 1) * var(y)) / m)
  if (correct) exact_j(m) * d else d
}
keep_compared <- function(sample, prefix, people, arms, correct) {
  people <- people[!is.na(people$score) & people$arm %in% arms & !is.na(people$cluster), c("arm", "score", "cluster")]
  counts <- unclass(table(as.character(people$cluster), factor(people$arm, arms)))
  keep_jackknifed(sample, prefix, people, pooled(arms, correct), "plain", counts)
}

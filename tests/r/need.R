# Groups formed by need, weighted by inverse probability. Run by tests/r/test_samples.py, or:
# Rscript tests/r/need.R tests/r/samples tests/r/expected/need.csv
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common", "writing.R"))
suppressMessages({
  library(sandwich)
  library(clubSandwich)
  library(MatchIt)
})
sharp <- glm.control(epsilon = 1e-14)

weights_of <- function(p, supported, target, trim) {
  w <- if (target == "everyone") ifelse(supported == 1, 1 / p, 1 / (1 - p)) else ifelse(supported == 1, 1, p / (1 - p))
  for (group in 0:1) {
    here <- supported == group
    w[here] <- pmin(w[here], quantile(w[here], trim, type = 7))
  }
  w
}
# Both models solved at once; how the weights move is found by differences, the trimming bounds kept.
stacked <- function(outcome, supported, score, w, target, clusters = NULL) {
  B <- estfun(score)
  Z <- model.matrix(score)
  e <- residuals(outcome)
  X <- model.matrix(outcome)
  full <- function(gamma) {
    p <- plogis(drop(Z %*% gamma))
    if (target == "everyone") ifelse(supported == 1, 1 / p, 1 / (1 - p)) else ifelse(supported == 1, 1, p / (1 - p))
  }
  kept <- full(coef(score)) <= w + 1e-12
  D <- sapply(seq_along(coef(score)), function(j) {
    step <- replace(numeric(ncol(Z)), j, 1e-6 / max(abs(Z[, j])))
    slope <- (full(coef(score) + step) - full(coef(score) - step)) / (2 * max(step)) * kept
    colSums(X * e * slope)
  })
  # People: the residual of HC3; clusters: the residual itself.
  A <- estfun(outcome) / if (is.null(clusters)) 1 - hatvalues(outcome) else 1
  pulls <- (A + B %*% vcov(score) %*% t(D)) %*% solve(t(X) %*% (X * w))
  if (is.null(clusters)) return(sqrt(sum(pulls[, 2]^2)))
  sums <- rowsum(pulls[, 2], clusters)
  sqrt(sum(sums^2) * length(sums) / (length(sums) - 1))
}
keep_interval <- function(sample, prefix, value, error, df) {
  keep(sample, paste0(prefix, "_se"), error)
  keep(sample, paste0(prefix, "_low"), value - qt(0.975, df) * error)
  keep(sample, paste0(prefix, "_high"), value + qt(0.975, df) * error)
  keep(sample, paste0(prefix, "_p"), 2 * pt(-abs(value / error), df))
}

unequal <- na.omit(sample_of("unequal_arms"))
unequal$supported <- as.numeric(unequal$arm == "support")
unequal$site <- unequal$age %/% 7
score <- glm(supported ~ entry + age + sex, binomial, unequal, control = sharp)
for (target in c("everyone", "supported")) for (trim in c(1, 0.9)) {
  prefix <- paste0(target, "_", trim * 100)
  unequal$w <- weights_of(fitted(score), unequal$supported, target, trim)
  for (model in c("plain", "covariates")) {
    outcome <- lm(if (model == "plain") exit ~ supported else exit ~ supported + entry + age + sex, unequal, weights = w)
    prefix <- paste0(target, "_", trim * 100, if (model == "plain") "" else "_covariates")
    value <- coef(outcome)[["supported"]]
    df <- df.residual(outcome)
    keep("unequal_arms", paste0(prefix, "_value"), value)
    keep_interval("unequal_arms", paste0(prefix, "_stacked"), value, stacked(outcome, unequal$supported, score, unequal$w, target), df)
    keep_interval("unequal_arms", paste0(prefix, "_hc3"), value, sqrt(vcovHC(outcome, type = "HC3")["supported", "supported"]), df)
    cr2 <- coef_test(outcome, vcov = "CR2", cluster = unequal$site, test = "Satterthwaite")
    keep_interval("unequal_arms", paste0(prefix, "_cr2"), value, cr2$SE[2], cr2$df_Satt[2])
    keep("unequal_arms", paste0(prefix, "_clustered_se"), stacked(outcome, unequal$supported, score, unequal$w, target, unequal$site))
  }
  prefix <- paste0(target, "_", trim * 100)
  for (group in 0:1) {
    w <- unequal$w[unequal$supported == group]
    keep("unequal_arms", paste0(prefix, "_effective_", group), sum(w)^2 / sum(w^2))
  }
  columns <- cbind(entry = unequal$entry, age = unequal$age, sexm = unequal$sex == "m")
  for (name in colnames(columns)) {
    x <- columns[, name]
    one <- unequal$supported == 1
    spread <- function(v) if (name == "sexm") mean(v) * (1 - mean(v)) else var(v)
    s <- if (target == "supported") sqrt(spread(x[one])) else sqrt((spread(x[one]) + spread(x[!one])) / 2)
    gap <- weighted.mean(x[one], unequal$w[one]) - weighted.mean(x[!one], unequal$w[!one])
    keep("unequal_arms", paste(prefix, name, "after", sep = "_"), gap / s)
  }
}
# Differences before weighting as MatchIt has them, for the supported.
before <- summary(matchit(supported ~ entry + age + sex, unequal, method = NULL))$sum.all
for (name in c("entry", "age", "sexm")) {
  keep("unequal_arms", paste0("matchit_", name), before[name, "Std. Mean Diff."])
  keep("unequal_arms", paste0("matchit_", name, "_supported"), before[name, "Means Treated"])
}
write_table(c("sandwich", "clubSandwich", "MatchIt"))

# Those who answered against the register: shares, chi-square, Cramer's V, dissimilarity, R-indicator.
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common", "writing.R"))
suppressPackageStartupMessages(library(effectsize))

limits <- function(statistic, df, n, divisor) {
  at <- function(share) {
    excess <- function(ncp) pchisq(statistic, df, ncp) - share
    if (excess(0) <= 0) 0 else uniroot(excess, c(0, 10 * statistic + 100), tol = 1e-13)$root
  }
  pmin(1, sqrt(c(at(0.975), at(0.025)) / (n * divisor)))
}
linked <- function(name, register, answered, variable) {
  x <- register[[variable]]
  counts <- table(x, answered)
  test <- suppressWarnings(chisq.test(counts, correct = FALSE))
  label <- function(figure) paste0(variable, "_", figure)
  keep(name, label("statistic"), test$statistic)
  keep(name, label("p"), test$p.value)
  keep(name, label("v"), suppressWarnings(cramers_v(counts, adjust = FALSE))$Cramers_v)
  keep(name, label("v_corrected"), suppressWarnings(cramers_v(counts, adjust = TRUE))$Cramers_v)
  found <- limits(test$statistic, test$parameter, sum(counts), min(dim(counts)) - 1)
  keep(name, label("v_low"), found[1])
  keep(name, label("v_high"), found[2])
  keep(name, label("dissimilarity"), sum(abs(prop.table(table(x[answered == 1])) - prop.table(table(x)))) / 2)
}
# glm with a constant; R = 1 - 2 sqrt(S2), S2 less the mean of z'Vz; error by the delta method for coefficients alone
r_indicator <- function(name, label, fit) {
  rho <- fitted(fit)
  x <- model.matrix(fit)
  v <- vcov(fit)
  z <- rho * (1 - rho) * x
  bias <- mean(rowSums((z %*% v) * z))
  population <- length(rho)
  a <- cov(z, rho) * (population - 1) / population
  b <- cov(z) * (population - 1) / population
  error <- sqrt((4 * t(a) %*% v %*% a + 2 * sum(diag(b %*% v %*% b %*% v))) / var(rho))
  corrected <- 1 - 2 * sqrt(max(0, var(rho) - bias))
  keep(name, paste0(label, "_raw"), 1 - 2 * sd(rho))
  keep(name, paste0(label, "_corrected"), corrected)
  keep(name, paste0(label, "_se"), error)
  keep(name, paste0(label, "_low"), corrected - qnorm(0.975) * error)
  keep(name, paste0(label, "_variation"), sqrt(max(0, var(rho) - bias)) / mean(rho))
}
partial <- function(name, label, rho, x) {
  for (category in sort(unique(x))) {
    keep(name, paste0(label, "_partial_", category), sqrt(mean(x == category)) * (mean(rho[x == category]) - mean(rho)))
  }
  means <- tapply(rho, x, mean)
  keep(name, paste0(label, "_partial"), sqrt(sum(prop.table(table(x)) * (means - mean(rho))^2)))
}
strict <- glm.control(epsilon = 1e-14, maxit = 100)

register <- sample_of("register")
for (variable in c("site", "age", "event", "worker")) linked("register", register, register$answered, variable)
fit <- glm(answered ~ site + age + event, binomial, register, control = strict)
r_indicator("register", "r", fit)
partial("register", "age", fitted(fit), register$age)
partial("register", "site", fitted(fit), register$site)
r_indicator("register", "r_workers", glm(answered ~ worker, binomial, register, control = strict))

# Known shares of a population
those <- register[register$answered == 1, ]
shares <- c("18-29" = 0.22, "30-44" = 0.36, "45-59" = 0.27, "60+" = 0.15)
test <- chisq.test(table(those$age), p = shares)
keep("register", "fit_statistic", test$statistic)
keep("register", "fit_p", test$p.value)
found <- limits(test$statistic, 3, nrow(those), 3)
keep("register", "fit_v", sqrt(test$statistic / (nrow(those) * 3)))
keep("register", "fit_v_low", found[1])
keep("register", "fit_v_high", found[2])
keep("register", "fit_dissimilarity", sum(abs(prop.table(table(those$age)) - shares)) / 2)

# Who of the arms was there at exit
arms <- sample_of("unequal_arms")
arms$here <- as.numeric(!is.na(arms$exit))
for (variable in c("arm", "sex")) linked("unequal_arms", arms, arms$here, variable)
r_indicator("unequal_arms", "r", glm(here ~ age + sex + arm, binomial, arms, control = strict))
write_table("effectsize")

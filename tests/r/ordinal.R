# One ordered item by proportional odds. Run by tests/r/test_samples.py, or:
# Rscript tests/r/ordinal.R tests/r/samples tests/r/expected/ordinal.csv
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common", "writing.R"))
suppressMessages(library(MASS))

odds <- function(sample, prefix, model, term) {
  row <- summary(model)$coefficients[term, ]
  keep(sample, paste0(prefix, "_value"), exp(row["Value"]))
  keep(sample, paste0(prefix, "_low"), exp(row["Value"] - qnorm(0.975) * row["Std. Error"]))
  keep(sample, paste0(prefix, "_high"), exp(row["Value"] + qnorm(0.975) * row["Std. Error"]))
  keep(sample, paste0(prefix, "_p"), 2 * pnorm(-abs(row["t value"])))
}
# Brant (1990): one glm per cut, the joint covariance of their coefficients, a Wald test of one column.
brant <- function(sample, prefix, answer, columns, column) {
  X <- cbind(1, columns)
  cuts <- sort(unique(answer))[-1]
  fits <- lapply(cuts, function(cut) glm(as.numeric(answer >= cut) ~ columns, family = binomial, control = glm.control(epsilon = 1e-14)))
  shares <- lapply(fits, fitted)
  inverse <- lapply(shares, function(p) solve(t(X) %*% (X * (p * (1 - p)))))
  m <- length(cuts)
  V <- matrix(0, m, m)
  for (j in 1:m) for (l in 1:m) {
    both <- shares[[max(j, l)]] - shares[[j]] * shares[[l]]
    V[j, l] <- (inverse[[j]] %*% t(X) %*% (X * both) %*% inverse[[l]])[column + 1, column + 1]
  }
  b <- sapply(fits, function(fit) coef(fit)[column + 1])
  D <- cbind(-1, diag(m - 1))
  statistic <- drop(t(D %*% b) %*% solve(D %*% V %*% t(D)) %*% (D %*% b))
  keep(sample, paste0(prefix, "_brant"), statistic)
  keep(sample, paste0(prefix, "_brant_df"), m - 1)
  keep(sample, paste0(prefix, "_brant_p"), pchisq(statistic, m - 1, lower.tail = FALSE))
}

item <- sample_of("one_item")
item$arm <- relevel(factor(item$arm), "advice")
support <- as.numeric(item$arm == "support")
exact <- list(reltol = 1e-14, maxit = 1000)
odds("one_item", "plain", polr(factor(answer) ~ arm, item, Hess = TRUE, control = exact), "armsupport")
odds("one_item", "age", polr(factor(answer) ~ arm + age, item, Hess = TRUE, control = exact), "armsupport")
# The highest answer is rare: whoever gave it in one group only would tell its cut apart.
brant("one_item", "plain", item$answer, cbind(support), 1)
brant("one_item", "age", item$answer, cbind(support, item$age), 1)

# A score in five steps, more spread in one group, with the entry as a covariate.
unequal <- na.omit(sample_of("unequal_arms"))
unequal$arm <- relevel(factor(unequal$arm), "advice")
unequal$fifth <- findInterval(unequal$exit, c(30, 40, 50, 60))
odds("unequal_arms", "fifth", polr(factor(fifth) ~ arm + entry, unequal, Hess = TRUE, control = exact), "armsupport")
brant("unequal_arms", "fifth", unequal$fifth, cbind(as.numeric(unequal$arm == "support"), unequal$entry), 1)

# Six items that differ by language.
items <- sample_of("items_that_differ")
items$language <- relevel(factor(items$language), "fr")
for (name in c("i2", "i4")) {
  model <- polr(as.formula(paste0("factor(", name, ") ~ language")), items, Hess = TRUE, control = exact)
  odds("items_that_differ", name, model, "languagees")
  brant("items_that_differ", name, items[[name]], cbind(as.numeric(items$language == "es")), 1)
}
write_table("MASS")

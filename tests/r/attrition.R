# Flow, retained against lost, the attrition model and tipping points.
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common", "writing.R"))
suppressPackageStartupMessages({
  library(effectsize)
  library(sandwich)
})

# Flow: people by wave
table <- sample_of("households")
answered <- function(wave) table$participant_id[table$wave == wave & !is.na(table$score)]
waves <- list(entry = answered("entry"), exit = answered("exit"), follow_up = answered("follow_up"))
for (wave in names(waves)) {
  keep("households", paste0(wave, "_answered"), length(waves[[wave]]))
  keep("households", paste0(wave, "_kept"), length(intersect(waves$entry, waves[[wave]])))
  keep("households", paste0(wave, "_lost"), length(setdiff(waves$entry, waves[[wave]])))
}
keep("households", "follow_up_dropped", length(setdiff(waves$exit, waves$follow_up)))
keep("households", "follow_up_returned", length(setdiff(intersect(waves$entry, waves$follow_up), waves$exit)))
keep("households", "exit_joined", length(setdiff(waves$exit, waves$entry)))

# Retained against lost
of_numbers <- function(name, variable, stayed, lost) {
  d <- cohens_d(stayed, lost, pooled_sd = FALSE)$Cohens_d
  v1 <- var(stayed)
  v2 <- var(lost)
  v <- (v1 + v2) / 2
  n1 <- length(stayed)
  n2 <- length(lost)
  se <- sqrt(d^2 * (v1^2 / (n1 - 1) + v2^2 / (n2 - 1)) / (8 * v^2) + (v1 / (n1 - 1) + v2 / (n2 - 1)) / v)
  keep(name, paste0(variable, "_difference"), d)
  keep(name, paste0(variable, "_se"), se)
  keep(name, paste0(variable, "_difference_low"), d - qnorm(0.975) * se)
}
of_shares <- function(name, label, stayed, lost) {
  at <- new.env()
  at$p <- mean(stayed)
  at$q <- mean(lost)
  d <- numericDeriv(quote((p - q) / sqrt((p * (1 - p) + q * (1 - q)) / 2)), c("p", "q"), at, central = TRUE)
  slopes <- attr(d, "gradient")
  spread <- c(at$p * (1 - at$p) / length(stayed), at$q * (1 - at$q) / length(lost))
  keep(name, paste0(label, "_difference"), d)
  keep(name, paste0(label, "_se"), sqrt(sum(slopes^2 * spread)))
}
loss <- sample_of("lost_at_exit")
began <- loss[!is.na(loss$entry), ]
stays <- !is.na(began$exit)
for (variable in c("entry", "age", "children")) {
  of_numbers("lost_at_exit", variable, began[[variable]][stays], began[[variable]][!stays])
}
arms <- sample_of("unequal_arms")
in_arms <- arms[!is.na(arms$entry), ]
in_stays <- !is.na(in_arms$exit)
of_numbers("unequal_arms", "entry", in_arms$entry[in_stays], in_arms$entry[!in_stays])
for (category in c("f", "m")) of_shares("unequal_arms", paste0("sex_", category), in_arms$sex[in_stays] == category, in_arms$sex[!in_stays] == category)

# Attrition model: glm(lost ~ ..., binomial)
attrition <- function(name, model) {
  limits <- confint.default(model)
  for (term in names(coef(model))[-1]) {
    keep(name, paste0(term, "_odds"), exp(coef(model)[term]))
    keep(name, paste0(term, "_low"), exp(limits[term, 1]))
    keep(name, paste0(term, "_high"), exp(limits[term, 2]))
    keep(name, paste0(term, "_p"), summary(model)$coefficients[term, 4])
  }
  tested <- anova(update(model, . ~ 1), model, test = "LRT")
  keep(name, "lr_statistic", tested$Deviance[2])
  keep(name, "lr_p", tested[["Pr(>Chi)"]][2])
}
strict <- glm.control(epsilon = 1e-14, maxit = 100)
began$lost <- is.na(began$exit)
attrition("lost_at_exit", glm(lost ~ entry + age + children, binomial, began, control = strict))
in_arms$lost <- is.na(in_arms$exit)
attrition("unequal_arms", glm(lost ~ entry + age + sex + arm, binomial, in_arms, control = strict))

# Tipping points, by the mean score method. `fit`: outcome on covariates among the retained; `all`: the design of everyone;
# `carry`: the design analysed; `shift`: who is shifted by delta.
mean_score <- function(name, label, fit, all, carry, shift, stays, place, deltas) {
  at <- function(delta) {
    ends <- drop(all %*% coef(fit)) + delta * shift
    ends[stays] <- fitted(fit) + residuals(fit)
    theta <- lm.fit(carry, ends)
    scores <- matrix(0, nrow(all), ncol(all))
    scores[stays, ] <- estfun(fit)
    through <- scores %*% (bread(fit) / nobs(fit)) %*% t(crossprod(carry[!stays, , drop = FALSE], all[!stays, , drop = FALSE]))
    influence <- (carry * theta$residuals + through) %*% solve(crossprod(carry))
    m <- sum(stays)
    free <- m - ncol(carry)
    se <- sqrt(m / free * sum(influence[, place]^2))
    c(theta$coefficients[place], se, theta$coefficients[place] + c(-1, 1) * qt(0.975, free) * se)
  }
  for (delta in deltas) {
    found <- at(delta)
    for (i in 1:4) keep(name, sprintf("%s_%d_%s", label, delta, c("value", "se", "low", "high")[i]), found[i])
  }
  sign <- sign(at(0)[1])
  limit <- function(delta) if (sign > 0) at(delta)[3] else at(delta)[4]
  keep(name, paste0(label, "_tipping"), uniroot(limit, sort(c(0, -200 * sign)), tol = 1e-12)$root)
}
change <- function(name) {
  people <- subset(sample_of(name), !is.na(entry))
  fit <- lm(I(exit - entry) ~ entry, people)
  all <- cbind(1, people$entry)
  stays <- !is.na(people$exit)
  mean_score(name, "paired", fit, all, all[, 1, drop = FALSE], as.numeric(!stays), stays, 1, c(0, -5, -10))
}
change("lost_at_exit")
change("unequal_arms")
people <- subset(sample_of("unequal_arms"), !is.na(entry))
people$first <- as.numeric(people$arm == "support")
fit <- lm(exit ~ first + entry + age, people)
all <- cbind(1, people$first, people$entry, people$age)
stays <- !is.na(people$exit)
mean_score("unequal_arms", "compared", fit, all, all, (!stays) * people$first, stays, 2, c(0, -5, 5))
keep("unequal_arms", "compared_hc1", sqrt(vcovHC(fit, type = "HC1")["first", "first"]))
test <- t.test(sample_of("ties")$exit, sample_of("ties")$entry, paired = TRUE)
keep("ties", "paired_0_value", test$estimate)
keep("ties", "paired_0_se", test$stderr)
keep("ties", "paired_0_low", test$conf.int[1])
write_table(c("effectsize", "sandwich"))

# Weights: post-stratification, raking, calibration, trimming; errors by linearisation and jackknife.
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common", "writing.R"))
suppressPackageStartupMessages(library(survey))

register <- sample_of("register")
those <- register[register$answered == 1, ]
site <- table(site = register$site)
age <- table(age = register$age)
event <- table(event = register$event)
crossed <- table(age = register$age, event = register$event)
rake_all <- function(design) {
  rake(design, list(~site, ~age, ~event), list(site, age, event), control = list(maxit = 2000, epsilon = 1e-13))
}
totals <- function(formula, people) colSums(model.matrix(formula, people))

# The weights of everyone and what they cost
of_weights <- function(label, w) {
  keep("register", paste0(label, "_sum_of_squares"), sum(w^2))
  keep("register", paste0(label, "_lowest"), min(w) / mean(w))
  keep("register", paste0(label, "_highest"), max(w) / mean(w))
  keep("register", paste0(label, "_effective_n"), sum(w)^2 / sum(w^2))
  keep("register", paste0(label, "_design_effect"), length(w) * sum(w^2) / sum(w)^2)
  keep("register", paste0(label, "_first"), w[1])
  keep("register", paste0(label, "_hundredth"), w[100])
}
simple <- svydesign(~1, data = those, weights = ~1)
post <- postStratify(simple, ~age + event, crossed)
raked <- rake_all(simple)
linear <- calibrate(simple, ~ site + age + event, totals(~ site + age + event, register))
of_weights("post", weights(post))
of_weights("raked", weights(raked))
of_weights("linear", weights(linear))
bounded_frame <- svydesign(~1, data = those, weights = rep(1500 / 349, 349))
bounded <- calibrate(bounded_frame, ~ site + age + event, totals(~ site + age + event, register), bounds = c(0.6, 2), epsilon = 1e-12, maxit = 500)
of_weights("bounded", weights(bounded))
# sampling::calib gives the same, another way
x <- model.matrix(~ site + age + event, those)
g <- sampling::calib(x, rep(1500 / 349, 349), totals(~ site + age + event, register), method = "truncated", bounds = c(0.6, 2), max_iter = 500)
keep("register", "bounded_calib_sum_of_squares", sum((g * 1500 / 349)^2))
g <- sampling::calib(x, rep(1, 349), totals(~ site + age + event, register), method = "raking", max_iter = 500)
keep("register", "raked_calib_sum_of_squares", sum(g^2))
g <- sampling::calib(x, rep(1, 349), totals(~ site + age + event, register), method = "linear")
keep("register", "linear_calib_sum_of_squares", sum(g^2))

# Trimming: cut, rake again, until both hold
trimmed <- raked
mean_weight <- 1500 / 349
for (round in 1:500) {
  w <- weights(trimmed)
  if (all(w <= 2 * mean_weight * (1 + 1e-7)) && all(w >= 0.6 * mean_weight * (1 - 1e-7))) break
  cut <- weights(trimWeights(trimmed, upper = 2 * mean_weight, lower = 0.6 * mean_weight))
  trimmed <- rake_all(svydesign(~1, data = those, weights = cut))
}
stopifnot(round < 500)
of_weights("trimmed", weights(trimmed))
keep("register", "trimmed_rounds", round)

# Errors, by design: value, standard error, t limits with degf(design)
told <- function(sample, label, value, se, df) {
  keep(sample, paste0(label, "_value"), value)
  keep(sample, paste0(label, "_se"), se)
  keep(sample, paste0(label, "_low"), value - qt(0.975, df) * se)
  keep(sample, paste0(label, "_high"), value + qt(0.975, df) * se)
}
of_design <- function(sample, label, design, df = degf(design), more = TRUE) {
  named <- function(figure) paste(label, figure, sep = "_")
  mean <- svymean(~score, design)
  told(sample, named("mean"), coef(mean), SE(mean), df)
  total <- svytotal(~score, design)
  told(sample, named("total"), coef(total), SE(total), df)
  if (!more) return(invisible())
  ratio <- svyratio(~score, ~helped_or_half, design)
  told(sample, named("ratio"), coef(ratio), SE(ratio), df)
  share <- svyciprop(~ I(helped == 1), design, method = "logit", df = df)
  keep(sample, named("share_value"), coef(share))
  limits <- attr(share, "ci")
  if (inherits(design, "svyrep.design")) {
    # svyciprop makes replicates of the log odds; here the error of the share is carried to the log odds, as elsewhere
    helped <- svymean(~ I(helped == 1), design)
    p <- coef(helped)[2]
    limits <- plogis(qlogis(p) + c(-1, 1) * qt(0.975, df) * SE(helped)[2] / (p * (1 - p)))
  }
  keep(sample, named("share_low"), limits[1])
  keep(sample, named("share_high"), limits[2])
  keep(sample, named("share_se"), SE(svymean(~ I(helped == 1), design))[2])
  fit <- svyglm(score ~ helped + event, design)
  # linear and logistic coefficients with their own degrees of freedom
  free <- df + 1 - length(coef(fit))
  for (term in names(coef(fit))) told(sample, named(term), coef(fit)[term], SE(fit)[term], free)
  fit <- svyglm(helped ~ score, design, family = quasibinomial, control = glm.control(epsilon = 1e-14, maxit = 100))
  told(sample, named("log_odds"), coef(fit)["score"], SE(fit)["score"], df + 1 - 2)
}
those$helped_or_half <- those$helped + 0.5
those$size <- as.numeric(site[those$site])
those$in_site <- as.numeric(table(those$site)[those$site])
those$base <- those$size / those$in_site
those$everyone <- 1500
those$workers <- 15
plain <- svydesign(~1, data = those, weights = ~1)
of_design("register", "plain", plain)
of_design("register", "finite", svydesign(~1, data = those, fpc = ~everyone))
strata <- svydesign(~1, strata = ~site, data = those, weights = ~base, fpc = ~size)
of_design("register", "strata", strata)
clusters <- svydesign(~worker, strata = ~site, data = those, weights = ~base, fpc = ~workers)
of_design("register", "clusters", clusters)
of_design("register", "post", postStratify(plain, ~ age + event, crossed))
raked_by_calibrate <- function(design) {
  calibrate(design, ~ site + age + event, totals(~ site + age + event, register), calfun = "raking", epsilon = 1e-13, maxit = 500)
}
of_design("register", "raked", raked_by_calibrate(plain))
of_design("register", "linear", calibrate(plain, ~ site + age + event, totals(~ site + age + event, register)))
of_design("register", "bounded", calibrate(
  svydesign(~1, data = those, weights = rep(1500 / 349, 349)), ~ site + age + event, totals(~ site + age + event, register),
  bounds = c(0.6, 2), epsilon = 1e-12, maxit = 500
))
of_design("register", "clusters_raked", raked_by_calibrate(clusters))
of_design("register", "clusters_linear", calibrate(clusters, ~ age + event, totals(~ age + event, register)))

# A domain: people of 60 and over, the others without an outcome
domain <- subset(raked_by_calibrate(clusters), age == "60+")
mean <- svymean(~score, domain)
told("register", "domain_mean", coef(mean), SE(mean), degf(domain))

# survey::rake has an error by backfitting, of ten rounds
keep("register", "rake_mean_se", SE(svymean(~score, rake_all(plain))))

# Jackknife: the weights of each replicate met again
jk1 <- as.svrepdesign(plain, type = "JK1", compress = FALSE)
of_design("register", "jk1", jk1, 348, more = FALSE)
raked_jk1 <- calibrate(jk1, ~ site + age + event, totals(~ site + age + event, register), calfun = "raking", epsilon = 1e-12, maxit = 500, compress = FALSE)
of_design("register", "jk1_raked", raked_jk1, 348, more = FALSE)
jkn <- as.svrepdesign(clusters, type = "JKn", compress = FALSE)
of_design("register", "jkn", jkn, 33)
of_design("register", "jkn_raked", calibrate(jkn, ~ site + age + event, totals(~ site + age + event, register), calfun = "raking", epsilon = 1e-12, maxit = 500, compress = FALSE), 33)
of_design("register", "jkn_linear", calibrate(jkn, ~ age + event, totals(~ age + event, register), compress = FALSE), 33, more = FALSE)

# A stratum with one cluster
lonely <- those[those$site != "south" | those$worker == "s12", ]
for (policy in c("adjust", "remove", "average")) {
  options(survey.lonely.psu = policy)
  design <- svydesign(~worker, strata = ~site, data = lonely, weights = ~base)
  mean <- svymean(~score, design)
  told("register", paste0("lonely_", policy), coef(mean), SE(mean), degf(design))
}
options(survey.lonely.psu = "fail")

# A stratum of one cluster, and no other, adds nothing
lonely$workers <- ifelse(lonely$site == "south", 1, 15)
for (policy in c("fail", "average")) {
  options(survey.lonely.psu = policy)
  design <- svydesign(~worker, strata = ~site, data = lonely, weights = ~base, fpc = ~workers)
  mean <- svymean(~score, design)
  told("register", paste0("certain_", policy), coef(mean), SE(mean), degf(design))
}
options(survey.lonely.psu = "fail")

# Households at exit
homes <- subset(sample_of("households"), wave == "exit")
design <- svydesign(~household, data = homes, weights = ~1)
kept <- subset(design, !is.na(score))
mean <- svymean(~score, kept)
told("households", "mean", coef(mean), SE(mean), degf(kept))
fit <- svyglm(score ~ arm, kept)
told("households", "armsupport", coef(fit)["armsupport"], SE(fit)["armsupport"], degf(kept) - 1)

# Weights for those lost: post-stratified to the thirds of the entry score
lost <- subset(sample_of("lost_at_exit"), !is.na(entry))
lost$third <- cut(lost$entry, c(-1, 35, 50, 101), labels = c("low", "middle", "high"))
design <- postStratify(svydesign(~1, data = subset(lost, !is.na(exit)), weights = ~1), ~third, table(third = lost$third))
mean <- svymean(~exit, design)
told("lost_at_exit", "mean", coef(mean), SE(mean), degf(design))
mean <- svymean(~ I(exit - entry), design)
told("lost_at_exit", "change", coef(mean), SE(mean), degf(design))
write_table(c("survey", "sampling"))

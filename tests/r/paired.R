# Paired change. Run by tests/r/test_r_again.py, or: Rscript tests/r/paired.R tests/r/samples tests/r/expected/paired.csv
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common", "writing.R"))

for (name in c("ties", "few_people", "lost_at_exit", "ceiling", "far_values")) {
  table <- sample_of(name)
  test <- t.test(table$exit, table$entry, paired = TRUE)
  keep(name, "mean_change", test$estimate)
  keep(name, "mean_change_se", test$stderr)
  keep(name, "mean_change_low", test$conf.int[1])
  keep(name, "mean_change_high", test$conf.int[2])
}
write_table()

# Sizes, ranks and directions by clusters. Run: Rscript --vanilla tests/r/clustered_sizes.R tests/r/samples OUT REAL
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common", "writing.R"))
source(file.path(here, "common", "leaving_out.R"))

table <- sample_of("few_workers")
table$cluster <- table$worker
keep_changes("few_workers", table)
for (figure in c("cohen_d", "hedges_g")) {
  table$score <- table$exit
  keep_compared("few_workers", figure, table, c("support", "advice"), figure == "hedges_g")
}
# Every seventh person in one cluster: many ties and changes of 0; some without an entry, or lost.
for (name in c("ties", "lost_at_exit", "far_values")) {
  table <- sample_of(name)
  table$cluster <- seq_len(nrow(table)) %% 7
  keep_changes(name, table)
}
# Everybody a cluster: the ordinary jackknife.
table <- sample_of("far_values")
table$cluster <- seq_len(nrow(table))
keep_changes("everybody alone", table)

# Real answers: four films in 21 sessions, clustered on session and film.
mood <- read.csv(file.path(real, "mood", "answers.csv"))
scored <- list(pleasant = names(mood)[6:26], unpleasant = names(mood)[27:46])
minimum <- c(pleasant = 17, unpleasant = 16)
mood$cluster <- paste(mood$session, mood$arm)
for (scale in names(scored)) {
  items <- mood[scored[[scale]]]
  mood$score <- ifelse(rowSums(!is.na(items)) < minimum[scale], NA, rowMeans(items, na.rm = TRUE) / 3 * 100)
  wide <- merge(mood[mood$wave == "before", ], mood[mood$wave == "after", ], by = "code", suffixes = c("", ".after"))
  keep_changes(paste("mood", scale), data.frame(entry = wide$score, exit = wide$score.after, cluster = wide$cluster))
  for (film in c("parenthood", "frontline", "halloween")) {
    after <- data.frame(arm = wide$arm, score = wide$score.after, cluster = wide$cluster)
    keep_compared(paste("mood", scale), paste0("hedges_g_", film), after, c(film, "serengeti"), TRUE)
  }
}
write_table()

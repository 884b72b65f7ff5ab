# What the scripts of this folder share: reading a sample, keeping a figure, writing the table.
arguments <- commandArgs(trailingOnly = TRUE)
samples <- arguments[1]
written <- arguments[2]
real <- arguments[3]
figures <- new.env()
figures$rows <- list()

sample_of <- function(name) read.csv(file.path(samples, paste0(name, ".csv")), na.strings = "")

keep <- function(sample, figure, value) {
  stopifnot(length(value) == 1)
  figures$rows[[length(figures$rows) + 1]] <- sprintf("%s,%s,%s", sample, figure, if (is.na(value)) "NA" else sprintf("%.15g", value))
}

# Write the table; `packages` are those whose versions matter.
write_table <- function(packages = character()) {
  versions <- c(paste("R", getRversion()), sapply(packages, function(name) paste(name, packageVersion(name))))
  writeLines(c(paste("#", paste(versions, collapse = ", ")), "sample,figure,value", unlist(figures$rows)), written)
}

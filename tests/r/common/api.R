# Write the samples of Californian schools that package survey carries into a folder: Rscript api.R FOLDER
suppressPackageStartupMessages(library(survey))
folder <- commandArgs(trailingOnly = TRUE)[1]
data(api)
for (name in c("apistrat", "apiclus1")) {
  write.csv(get(name)[c("cds", "stype", "dnum", "pw", "fpc", "api99", "api00", "api.stu", "enroll")], file.path(folder, paste0(name, ".csv")), row.names = FALSE)
}

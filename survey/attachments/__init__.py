"""Files that people send as answers: received, told by their content, and freed of what they tell beside it."""

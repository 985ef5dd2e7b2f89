; No references: names are not resolved beyond files.

; Imports of Scala: @specifier is the whole statement, as its selectors and renames have a structure of their own.

(import_declaration) @import.import @specifier
(export_declaration) @import.re-export @specifier

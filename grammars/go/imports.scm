; Imports: @import.import is one line of an import declaration, @specifier the path, @import.as its local name (`_` for
; a blank import), @import.all the dot. A go:embed directive is an asset: its whole comment is the specifier.

(import_spec !name path: (_ [(interpreted_string_literal_content) (raw_string_literal_content)] @specifier)) @import.import
(import_spec
  name: [(package_identifier) (blank_identifier)] @import.as
  path: (_ [(interpreted_string_literal_content) (raw_string_literal_content)] @specifier)) @import.import
(import_spec
  name: (dot) @import.all
  path: (_ [(interpreted_string_literal_content) (raw_string_literal_content)] @specifier)) @import.import

(source_file (comment) @import.asset @specifier (#match? @specifier "^//go:embed[ \\t]"))
(var_declaration
  (var_spec_list (comment) @import.asset @specifier (#match? @specifier "^//go:embed[ \\t]")))

; What PHP takes from elsewhere: `use` clauses (@specifier is the qualified name, of a group the whole declaration, which the
; resolver takes apart), and files that are loaded, with the expression of their path.

(namespace_use_declaration
  !body
  (namespace_use_clause [(qualified_name) (name)] @specifier !alias) @import.import)
(namespace_use_declaration
  !body
  (namespace_use_clause [(qualified_name) (name)] @specifier alias: (name) @import.as) @import.import)
(namespace_use_declaration body: (namespace_use_group)) @specifier @import.import

(require_expression
  [(string) (encapsed_string) (binary_expression) (parenthesized_expression)] @specifier) @import.require
(require_once_expression
  [(string) (encapsed_string) (binary_expression) (parenthesized_expression)] @specifier) @import.require
(include_expression
  [(string) (encapsed_string) (binary_expression) (parenthesized_expression)] @specifier) @import.require
(include_once_expression
  [(string) (encapsed_string) (binary_expression) (parenthesized_expression)] @specifier) @import.require

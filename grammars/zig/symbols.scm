; Definitions of Zig. Types are values that a constant names; constants without `pub` are listed when they are written out
; or typed, so that `const std = @import("std")` is not.

(function_declaration name: (identifier) @name body: (block)? @body) @definition.function
(struct_declaration (function_declaration name: (identifier) @name body: (block)? @body) @definition.method)
(enum_declaration (function_declaration name: (identifier) @name body: (block)? @body) @definition.method)
(union_declaration (function_declaration name: (identifier) @name body: (block)? @body) @definition.method)
(opaque_declaration (function_declaration name: (identifier) @name body: (block)? @body) @definition.method)
(test_declaration (string (string_content) @name) (block) @body) @definition.function

(variable_declaration (identifier) @name . (struct_declaration)) @definition.class
(variable_declaration (identifier) @name . (union_declaration)) @definition.class
(variable_declaration (identifier) @name . (opaque_declaration)) @definition.class
(variable_declaration (identifier) @name . (enum_declaration)) @definition.enum
(variable_declaration (identifier) @name . (error_set_declaration)) @definition.enum

(source_file (variable_declaration "pub" ["const" "var"] . (identifier) @name) @definition.variable)
(source_file (variable_declaration ["const" "var"] . (identifier) @name type: (_) @type) @definition.variable)
(source_file
  (variable_declaration (identifier) @name . [(integer) (float) (string) (boolean)]) @definition.variable)
(struct_declaration
  (variable_declaration "pub" ["const" "var"] . (identifier) @name) @definition.property)
(struct_declaration (container_field name: (identifier) @name) @field)
(enum_declaration (container_field name: (identifier) @name) @field)
(union_declaration (container_field name: (identifier) @name) @field)

(function_declaration ["pub" "export"]) @exported
(variable_declaration ["pub" "export"]) @exported

[
  (if_statement)
  (if_expression)
  (for_statement)
  (for_expression)
  (while_statement)
  (while_expression)
  (switch_case)
  (catch_expression)
  (binary_expression operator: ["and" "or" "orelse"])
] @branch

(comment) @comment

; Definitions of Lua: functions, functions in tables, and values of the top level that are written out.

(function_declaration name: (identifier) @name body: (block)? @body) @definition.function
(function_declaration
  name: (dot_index_expression table: (_) @container.name field: (identifier) @name)
  body: (block)? @body) @definition.function
(function_declaration
  name: (method_index_expression table: (_) @container.name method: (identifier) @name)
  body: (block)? @body) @definition.method
(assignment_statement
  (variable_list . name: (identifier) @name .)
  (expression_list . value: (function_definition body: (block)? @body) .)) @definition.function
(assignment_statement
  (variable_list . name: (dot_index_expression table: (_) @container.name field: (identifier) @name) .)
  (expression_list . value: (function_definition body: (block)? @body) .)) @definition.function @exported
(chunk
  (variable_declaration
    (assignment_statement
      (variable_list . name: (identifier) @name .)
      (expression_list
        . value: [(table_constructor) (string) (number) (true) (false)] .)) @definition.variable))
(chunk
  (assignment_statement
    (variable_list . name: (identifier) @name .)
    (expression_list
      . value: [(table_constructor) (string) (number) (true) (false)] .)) @definition.variable @exported)

; Without `local` a name is global: then the definition begins with this word.
(function_declaration "function" @exported)

[
  (if_statement)
  (elseif_statement)
  (for_statement)
  (while_statement)
  (repeat_statement)
  (binary_expression ["and" "or"])
] @branch

(comment) @comment

; What Python uses, and what is only a local name.

(identifier) @reference
((identifier) @self (#any-of? @self "self" "cls"))
(argument_list) @arguments
(parenthesized_expression) @group

(keyword_argument name: (identifier) @ignore)

[
  (function_definition)
  (lambda)
  (list_comprehension)
  (set_comprehension)
  (dictionary_comprehension)
  (generator_expression)
] @scope

(parameters (identifier) @local)
(lambda_parameters (identifier) @local)
(typed_parameter . (identifier) @local type: (type) @type)
(typed_default_parameter name: (identifier) @local type: (type) @type)
(default_parameter name: (identifier) @local value: (_) @value)
(lambda_parameters (default_parameter name: (identifier) @local))
(list_splat_pattern (identifier) @local)
(dictionary_splat_pattern (identifier) @local)
(assignment left: (identifier) @local type: (type) @type)
(assignment left: (identifier) @local !type right: (_) @value)
(assignment left: (pattern_list (identifier) @local))
(assignment left: (tuple_pattern (identifier) @local))
(named_expression name: (identifier) @local value: (_) @value)
(for_statement left: (identifier) @local right: (_) @value)
(for_statement left: (pattern_list (identifier) @local))
(for_in_clause left: (identifier) @local right: (_) @value)
(for_in_clause left: (pattern_list (identifier) @local))
(as_pattern (_) @value alias: (as_pattern_target (identifier) @local))
(except_clause (as_pattern (identifier) @type alias: (as_pattern_target (identifier) @local)))
(global_statement (identifier) @ignore)
(future_import_statement (dotted_name (identifier) @ignore))

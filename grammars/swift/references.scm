; What Swift uses. What follows a name in its call, trailing closures included, is its arguments.

(simple_identifier) @reference
(type_identifier) @reference
(self_expression) @self
(super_expression) @self

(parameter external_name: (simple_identifier) @ignore)
(value_argument_label (simple_identifier) @ignore)
(enum_type_parameters (simple_identifier) @ignore)
(tuple_type_item name: (simple_identifier) @ignore)
(directive (simple_identifier) @ignore)
(attribute (user_type (type_identifier) @ignore))

(call_suffix) @arguments
(type_arguments) @type-arguments

(function_declaration) @scope
(protocol_function_declaration) @scope
(init_declaration) @scope
(deinit_declaration) @scope
(subscript_declaration) @scope
(computed_property) @scope
(computed_getter) @scope
(computed_setter) @scope
(lambda_literal) @scope
(if_statement) @scope
(while_statement) @scope
(for_statement) @scope
(switch_entry) @scope
(catch_block) @scope
(do_statement) @scope

(type_parameter (type_identifier) @local)
(parameter
  name: (simple_identifier) @local
  [
    (user_type)
    (optional_type)
    (array_type)
    (dictionary_type)
    (function_type)
    (tuple_type)
    (opaque_type)
    (existential_type)
  ] @type)
(lambda_parameter name: (simple_identifier) @local)
(lambda_parameter name: (simple_identifier) @local (user_type) @type)

(property_declaration
  name: (pattern bound_identifier: (simple_identifier) @local)
  (type_annotation (_) @type))
(property_declaration
  !computed_value
  name: (pattern bound_identifier: (simple_identifier) @local)
  .
  value: (_) @value)
(guard_statement bound_identifier: (simple_identifier) @local . condition: "=" . condition: (_) @value)
(if_statement bound_identifier: (simple_identifier) @local . condition: "=" . condition: (_) @value)
(while_statement bound_identifier: (simple_identifier) @local . condition: "=" . condition: (_) @value)
(if_statement (pattern (value_binding_pattern) (simple_identifier) @local))
(for_statement item: (pattern bound_identifier: (simple_identifier) @local))
(pattern (pattern (simple_identifier) @local))
(switch_pattern (pattern (pattern bound_identifier: (simple_identifier) @local)))
(catch_block error: (pattern (pattern bound_identifier: (simple_identifier) @local) name: (user_type) @type))

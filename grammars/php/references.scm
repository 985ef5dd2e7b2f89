; What PHP uses. A qualified name is one reference; a plain name is one where an expression or a type can stand.

(qualified_name) @reference
(relative_name (name) @reference)
(variable_name) @reference
((variable_name (name) @this) @self (#eq? @this "this"))
(relative_scope) @self

(named_type (name) @reference)
(object_creation_expression (name) @reference)
(function_call_expression function: (name) @reference)
(scoped_call_expression scope: (name) @reference)
(scoped_call_expression name: (name) @reference)
(scoped_property_access_expression scope: (name) @reference)
(class_constant_access_expression (name) @reference)
(member_access_expression name: (name) @reference)
(nullsafe_member_access_expression name: (name) @reference)
(member_call_expression name: (name) @reference)
(nullsafe_member_call_expression name: (name) @reference)
(base_clause (name) @reference)
(class_interface_clause (name) @reference)
(use_declaration (name) @reference)
(attribute (name) @reference)
(binary_expression right: (name) @reference)
(binary_expression left: (name) @reference)
(argument !name (name) @reference)
(return_statement (name) @reference)
(array_element_initializer (name) @reference)
(assignment_expression right: (name) @reference)
(conditional_expression (name) @reference)
(parenthesized_expression (name) @reference)
(simple_parameter default_value: (name) @reference)
(property_element default_value: (name) @reference)
(const_element (name) (name) @reference)

(arguments) @arguments
(parenthesized_expression) @group

(program) @scope
(function_definition) @scope
(method_declaration) @scope
(anonymous_function) @scope
(arrow_function) @scope

(simple_parameter !type name: (variable_name) @local)
(simple_parameter type: (_) @type name: (variable_name) @local)
(variadic_parameter name: (variable_name) @local)
(property_promotion_parameter !type name: (variable_name) @local)
(property_promotion_parameter type: (_) @type name: (variable_name) @local)
(assignment_expression left: (variable_name) @local right: (_) @value)
(list_literal (variable_name) @local)
(foreach_statement . (_) . (variable_name) @local)
(foreach_statement (pair (variable_name) @local))
(catch_clause type: (_) @type name: (variable_name) @local)
(static_variable_declaration name: (variable_name) @local)

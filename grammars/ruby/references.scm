; What Ruby uses: constants, methods, variables of objects. A class body is a scope of its own, as is the file.

(constant) @reference
(identifier) @reference
(instance_variable) @reference
(self) @self

(class name: (scope_resolution scope: (constant) @ignore))
(module name: (scope_resolution scope: (constant) @ignore))

(argument_list) @arguments

(program) @scope
(class) @scope
(module) @scope
(method) @scope
(singleton_method) @scope
(block) @scope
(do_block) @scope
(lambda) @scope

(method_parameters (identifier) @local)
(block_parameters (identifier) @local)
(lambda_parameters (identifier) @local)
(destructured_parameter (identifier) @local)
(optional_parameter name: (identifier) @local value: (_) @value)
(keyword_parameter name: (identifier) @local)
(splat_parameter name: (identifier) @local)
(hash_splat_parameter name: (identifier) @local)
(block_parameter name: (identifier) @local)

(assignment left: (identifier) @local)
(assignment
  left: (identifier) @local
  right: [(identifier) (constant) (scope_resolution) (instance_variable)] @value)
(assignment left: (identifier) @local right: (call !receiver) @value)
(assignment
  left: (identifier) @local
  right: (call receiver: [(identifier) (instance_variable) (self) (call)]) @value)
((assignment
   left: (identifier) @local
   right: (call receiver: [(constant) (scope_resolution)] method: (identifier) @function) @value)
  (#not-eq? @function "new"))
; `x = A.new`: the type of x is written.
((assignment
   left: (identifier) @local
   right: (call receiver: [(constant) (scope_resolution)] @type method: (identifier) @function))
  (#eq? @function "new"))
(left_assignment_list (identifier) @local)
(operator_assignment left: (identifier) @local)
(exception_variable (identifier) @local)
(for pattern: (identifier) @local)
(as_pattern name: (identifier) @local)
(array_pattern (identifier) @local)

; Directives that name modules, whose tree is the specifier (`A.{B, C}` names two), and calls that read other files.

(call
  target: (identifier) @keyword
  (arguments . [(alias) (dot)] @specifier)
  (#any-of? @keyword "alias" "import" "require" "use")) @import.import
(call
  target: (identifier) @keyword
  (arguments . (string . (quoted_content) @specifier .))
  (#eq? @keyword "import_config")) @import.include
(call
  target: (dot left: (alias) @module right: (identifier) @keyword)
  (arguments . (string . (quoted_content) @specifier .))
  (#eq? @module "Code")
  (#any-of? @keyword "require_file" "eval_file" "compile_file")) @import.dynamic
(unary_operator
  operator: "@"
  operand: (call
    target: (identifier) @keyword
    (arguments . (string . (quoted_content) @specifier .)))
  (#eq? @keyword "external_resource")) @import.asset

; Sources of modules, and functions that read a file. `${path.module}` at the beginning of a path is part of the specifier.

(block
  . (identifier) @keyword
  (body (attribute
    . (identifier) @name
    . (expression (literal_value (string_lit (template_literal) @specifier)))))
  (#any-of? @keyword "module" "terraform")
  (#eq? @name "source")) @import.import
(block
  . (identifier) @keyword
  (body (attribute
    . (identifier) @name
    . (expression (literal_value (string_lit (template_literal) @specifier)))))
  (#eq? @keyword "dependency")
  (#eq? @name "config_path")) @import.import
(function_call
  . (identifier) @function
  . (function_arguments . (expression [
    (literal_value (string_lit (template_literal) @specifier))
    (template_expr (quoted_template) @specifier)
  ]))
  (#any-of? @function "file" "filebase64" "templatefile" "filemd5" "filesha256" "filebase64sha256")) @import.asset
(function_call
  . (identifier) @function
  . (function_arguments . (expression (literal_value (string_lit (template_literal) @specifier))))
  (#any-of? @function "find_in_parent_folders" "read_terragrunt_config")) @import.include

; Blocks of Terraform under the names by which they are referred to: `aws_instance.web` for a resource.

(config_file (body (block
  . (identifier) @keyword
  . (string_lit (template_literal) @container.name)
  . (string_lit (template_literal) @name)
  (#any-of? @keyword "resource" "data" "ephemeral")) @definition.variable))
(config_file (body (block
  . (identifier) @keyword
  . (string_lit (template_literal) @name)
  . (block_start)
  (#any-of? @keyword "variable" "output" "check" "dependency")) @definition.variable))
(config_file (body (block
  . (identifier) @keyword
  . (string_lit (template_literal) @name)
  . (block_start)
  (#eq? @keyword "module")) @definition.module))
(config_file (body (block
  . (identifier) @keyword
  . (block_start)
  . (body (attribute . (identifier) @name) @definition.variable)
  (#eq? @keyword "locals"))))

(comment) @comment

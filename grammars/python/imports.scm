; Statements and calls that name another module: @import.<kind> is the statement, @specifier the module's name.

(import_statement name: (dotted_name) @specifier) @import.import
(import_statement name: (aliased_import name: (dotted_name) @specifier alias: (identifier) @import.as)) @import.import
(import_from_statement module_name: (_) @specifier) @import.import
(import_from_statement name: (dotted_name) @import.name)
(import_from_statement name: (aliased_import name: (dotted_name) @import.name alias: (identifier) @import.as))
(import_from_statement (wildcard_import) @import.all)

(call
  function: [(identifier) @function (attribute attribute: (identifier) @function)]
  arguments: (argument_list . (string (string_start) . (string_content) @specifier . (string_end)) .)
  (#any-of? @function "import_module" "__import__")) @import.dynamic
(call
  function: [(identifier) @function (attribute attribute: (identifier) @function)]
  arguments: (argument_list
    . (string (string_start) . (string_content) @specifier . (string_end))
    . [(identifier) @package (keyword_argument value: (identifier) @package)] .)
  (#eq? @function "import_module")
  (#any-of? @package "__package__" "__name__")) @import.dynamic

(try_statement body: (block) @optional)
(if_statement
  condition: [(identifier) @condition (attribute attribute: (identifier) @condition)]
  consequence: (block) @type-only
  (#eq? @condition "TYPE_CHECKING"))

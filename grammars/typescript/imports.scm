; Statements and calls that name another module: @import.<kind> is the statement, @specifier the module's name.
; @import.name, @import.default and @import.all inside a statement say what is taken from it.

(import_statement source: (string (string_fragment) @specifier)) @import.import
(import_statement "type" source: (string (string_fragment) @specifier)) @import.type-only
(export_statement source: (string (string_fragment) @specifier)) @import.re-export
(import_statement (import_require_clause (identifier) @import.as source: (string (string_fragment) @specifier))) @import.require

(call_expression
  function: (identifier) @function
  arguments: (arguments . (string (string_fragment) @specifier))
  (#eq? @function "require")) @import.require
(call_expression
  function: (member_expression object: (identifier) @object property: (property_identifier) @property)
  arguments: (arguments . (string (string_fragment) @specifier))
  (#eq? @object "require")
  (#eq? @property "resolve")) @import.require
(call_expression
  function: (import)
  arguments: (arguments
    . [(string (string_fragment) @specifier) (template_string . (string_fragment) @specifier .)])) @import.dynamic
(call_expression
  function: (member_expression object: (identifier) @object property: (property_identifier) @property)
  arguments: (arguments . (string (string_fragment) @specifier))
  (#any-of? @object "vi" "jest")
  (#any-of? @property "mock" "doMock" "unmock" "doUnmock" "importActual" "requireActual")) @import.mock
(new_expression
  constructor: (identifier) @constructor
  arguments: (arguments
    . (string (string_fragment) @specifier)
    . (member_expression object: (meta_property) property: (property_identifier) @property))
  (#eq? @constructor "URL")
  (#eq? @property "url")) @import.asset

(import_specifier name: (_) @import.name !alias)
(import_specifier name: (_) @import.name alias: (identifier) @import.as)
(export_statement (export_clause (export_specifier name: (_) @import.name !alias)) source: (_))
(export_statement (export_clause (export_specifier name: (_) @import.name alias: (_) @import.as)) source: (_))
(import_clause (identifier) @import.default)
(namespace_import (identifier) @import.as) @import.all
(namespace_export (_) @import.as) @import.all
(export_statement "*" @import.all source: (_))

(try_statement body: (statement_block) @optional)

; What a call that loads a module is bound to.
(variable_declarator
  name: (identifier) @import.as
  value: (call_expression
    function: (identifier) @function
    arguments: (arguments . (string (string_fragment) @specifier)))  @import.require
  (#eq? @function "require"))
(variable_declarator
  name: (object_pattern (shorthand_property_identifier_pattern) @import.taken)
  value: (call_expression
    function: (identifier) @function
    arguments: (arguments . (string (string_fragment) @specifier)))  @import.require
  (#eq? @function "require"))
(variable_declarator
  name: (identifier) @import.as
  value: (await_expression
    (call_expression
      function: (import)
      arguments: (arguments . (string (string_fragment) @specifier)))  @import.dynamic))
(variable_declarator
  name: (object_pattern (shorthand_property_identifier_pattern) @import.taken)
  value: (await_expression
    (call_expression
      function: (import)
      arguments: (arguments . (string (string_fragment) @specifier)))  @import.dynamic))

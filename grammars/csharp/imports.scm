; Using directives of C#: @specifier is the namespace or type. With `static` and for aliases it is a type or a namespace.

(using_directive !name [(identifier) (qualified_name) (generic_name) (alias_qualified_name)] @specifier) @import.import
(using_directive name: (identifier) @import.as (type) @specifier) @import.import

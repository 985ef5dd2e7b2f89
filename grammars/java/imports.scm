; Imports of Java: @specifier is the dotted name of a type, of a member (static) or of what a star stands behind.

(import_declaration [(scoped_identifier) (identifier)] @specifier) @import.import
(import_declaration (asterisk) @import.all)

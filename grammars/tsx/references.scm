; What TSX has besides TypeScript.

(jsx_attribute (property_identifier) @ignore)

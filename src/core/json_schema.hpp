#pragma once

#include "core/described.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace core {

// Gathers the schemas of described structs as one document's components, each once. Give it to json_schema() and put
// `schemas` at "#/components/schemas". The name of a struct is its own, with its namespace only where two collide.
class schema_collector {
public:
    // {"$ref": "#/components/schemas/…"}, adding the schema on the first call.
    boost::json::object reference(described_object const& type);

    boost::json::object schemas;

private:
    std::string name_for(described_object const& type);
    std::map<std::string, described_object const*> owners_;
};

// JSON Schema 2020-12 of what read_json accepts and write_json writes: bounds, defaults, required and descriptions;
// unknown fields are refused. Structs within are inlined, or referenced where a collector is given. A struct that
// contains itself needs a collector.
boost::json::object json_schema(described_object const& type, schema_collector* collector = nullptr);

template <class T>
boost::json::object json_schema(schema_collector* collector = nullptr) {
    return json_schema(described<T>(), collector);
}

// The schema of one field alone, as a query parameter has it.
boost::json::object json_schema(described_field const& field, schema_collector* collector = nullptr);

}  // namespace core

#pragma once

#include "core/settings/table.hpp"

namespace core {

// The rows of one section, in the order in which the reference shows them.
std::vector<setting> app_rows();
std::vector<setting> server_rows();
std::vector<setting> http_rows();
std::vector<setting> storage_rows();
std::vector<setting> chat_rows();
std::vector<setting> model_rows();
std::vector<setting> knowledge_rows();
std::vector<setting> access_rows();
std::vector<setting> sign_on_rows();
std::vector<setting> observe_rows();

// Makes rows of one section: row("PORT", &server_settings::port, "Where it listens.").
template <class Section>
class row_maker {
public:
    row_maker(std::string_view name, Section settings::* section) : name_(name), offset_(offset_of(section)) {}

    template <class M>
    setting operator()(std::string_view name, M Section::* member, std::string_view doc) const {
        return {.name = name,
                .section = name_,
                .field = {.name = name, .offset = offset_ + offset_of(member), .type = &type_of<M>, .doc = doc}};
    }

private:
    std::string_view name_;
    std::size_t offset_;
};

}  // namespace core

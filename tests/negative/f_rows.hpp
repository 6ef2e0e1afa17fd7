#pragma once

#include <string>
#include <vector>

namespace negative {

// An address that must not be fetched, whoever asks.
struct f_row {
    std::string id;     // of the rule that it belongs to
    std::string name;   // unique among its id's rows
    std::string url;
};

std::vector<f_row> const& f_rows();

// An address, as a name's answer, and whether it is public.
struct f_address_row {
    std::string id;
    std::string address;
    bool is_public;
};

std::vector<f_address_row> const& f_address_rows();

}  // namespace negative

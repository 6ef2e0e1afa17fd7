#include "cli/doctor.hpp"

#include "cli/checks/local_checks.hpp"
#include "cli/checks/named_files.hpp"
#include "cli/checks/network_checks.hpp"
#include "core/block_on.hpp"
#include "net/loops.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

namespace cli {

std::vector<finding> run_config_check(configuration const& from) {
    std::optional<core::settings> values;
    auto out = check_configuration(from, values);
    if (!values) return out;
    std::ranges::move(check_tls(values->server), std::back_inserter(out));
    std::ranges::move(check_authorities(values->access), std::back_inserter(out));
    std::ranges::move(check_named_files(*values), std::back_inserter(out));
    out.push_back(check_data_folder(values->server.data_dir));
    return out;
}

std::vector<finding> run_doctor(configuration const& from) {
    std::optional<core::settings> values;
    auto out = check_configuration(from, values);
    if (!values) return out;
    std::ranges::move(check_tls(values->server), std::back_inserter(out));
    std::ranges::move(check_named_files(*values), std::back_inserter(out));
    out.push_back(check_data_folder(values->server.data_dir));
    out.push_back(check_fsync(values->server.data_dir));
    out.push_back(check_database(*values));
    out.push_back(check_descriptors(values->http));

    auto const authorities = check_authorities(values->access);
    bool const usable = std::ranges::all_of(authorities, [](auto const& one) { return one.how == verdict::ok; });
    std::ranges::copy(authorities, std::back_inserter(out));
    net::loops loops(1);
    net::http_client client(loops, usable ? values->access.outbound_ca : std::string());
    loops.start();
    auto const here = loops.context(0).get_executor();
    out.push_back(core::block_on(here, check_port(client, values->server)));
    std::ranges::move(core::block_on(here, check_providers(client, values->models)), std::back_inserter(out));
    return out;
}

}  // namespace cli

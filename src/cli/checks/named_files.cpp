#include "cli/checks/named_files.hpp"

#include "cli/models_file.hpp"
#include "cli/routing_file.hpp"
#include "identity/oidc/provider_config.hpp"

namespace cli {
namespace {

template <class Read>
void add(std::vector<finding>& to, char const* name, std::string const& path, Read const& read) {
    if (path.empty()) return;
    auto const found = read();
    if (found) to.push_back({name, verdict::ok, path + " can be read"});
    else to.push_back({name, verdict::failed, found.error().message, "Correct the file; the start would refuse it."});
}

}  // namespace

std::vector<finding> check_named_files(core::settings const& values) {
    std::vector<finding> out;
    auto const& models = values.models;
    add(out, "routing", models.routing_file, [&] { return read_routing_file(models.routing_file); });
    add(out, "models file", models.models_file, [&] { return read_models(models.models_file); });
    add(out, "sign-on", values.sign_on.providers_file, [&] { return identity::oidc::configured_providers(values); });
    return out;
}

}  // namespace cli

// The load generator: `load --help` says what it takes, load_options.hpp what each option means.

#include "load_run.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <exception>
#include <string_view>

int main(int count, char** arguments) {
    if (count == 2 && std::string_view(arguments[1]) == "--help") {
        fmt::print("{}\n", bench::load_usage);
        return 0;
    }
    try {
        auto options = bench::parse_load_options(count, arguments);
        auto const descriptors = bench::raise_descriptor_limit();
        if (descriptors < options.connections + 32ull)
            throw std::invalid_argument(fmt::format("{} connections need more than the {} descriptors "
                                                    "allowed here",
                                                    options.connections, descriptors));
        auto const run = std::make_unique<bench::load_run>(std::move(options));
        return run->run() ? 0 : 1;
    } catch (std::invalid_argument const& failure) {
        fmt::print(stderr, "load: {}\n{}\n", failure.what(), bench::load_usage);
        return 2;
    } catch (std::exception const& failure) {
        fmt::print(stderr, "load: {}\n", failure.what());
        return 1;
    }
}

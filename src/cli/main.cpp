#include "cli/run.hpp"

#include <cstdio>
#include <exception>

int main(int count, char** values) {
    try {
        return cli::run({values + 1, values + count});
    } catch (std::exception const& failure) {
        std::fprintf(stderr, "parlance: %s\n", failure.what());
        return 1;
    }
}

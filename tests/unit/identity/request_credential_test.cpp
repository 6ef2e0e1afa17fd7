#include "identity/request_credential.hpp"

#include <gtest/gtest.h>

namespace {

using fields = std::vector<net::headers::field>;

core::result<std::optional<std::string_view>> sent(fields const& with) {
    static net::request request;
    request.fields = {};
    for (auto const& each : with) request.fields.add(each.name, each.value);
    return identity::sent_credential(request);
}

TEST(request_credential, is_taken_from_each_of_the_three_headers) {
    EXPECT_EQ(**sent({{"Authorization", "Bearer abc"}}), "abc");
    EXPECT_EQ(**sent({{"authorization", "bearer   abc"}}), "abc");
    EXPECT_EQ(**sent({{"X-Api-Key", "abc"}}), "abc");
    EXPECT_EQ(**sent({{"api-key", "abc"}}), "abc");
    EXPECT_FALSE(*sent({{"Cookie", "abc"}, {"X-Other", "abc"}}));
}

TEST(request_credential, may_be_said_twice_but_not_differently) {
    EXPECT_EQ(**sent({{"Authorization", "Bearer abc"}, {"x-api-key", "abc"}}), "abc");
    for (auto const& two : {fields{{"Authorization", "Bearer abc"}, {"x-api-key", "abd"}},
                            fields{{"x-api-key", "abc"}, {"api-key", "abcd"}},
                            fields{{"Authorization", "Bearer a"}, {"Authorization", "Bearer b"}}})
        EXPECT_EQ(sent(two).error().code, core::errc::invalid_input);
}

TEST(request_credential, of_another_kind_is_not_taken_for_none) {
    for (auto const* value : {"Basic YTpi", "Bearer", "Bearer ", "abc", "", "Bearerabc", "Digest x"})
        EXPECT_EQ(sent({{"Authorization", value}}).error().code, core::errc::unauthorized) << value;
    EXPECT_EQ(sent({{"x-api-key", ""}}).error().code, core::errc::unauthorized);
}

}  // namespace

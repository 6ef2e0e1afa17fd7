#include "statement_recorder.hpp"

#include "core/guarded.hpp"

#include <sqlite3.h>

#include <optional>

namespace negative {

namespace {

struct record {
    bool on = false;
    std::optional<int> wait_ms;
    std::vector<std::string> ran;
};

core::guarded<record>& the_record() {
    static core::guarded<record> one;
    return one;
}

int note(unsigned, void*, void* statement, void*) {
    auto const* sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
    if (!sql) return 0;
    auto const wait_ms = the_record().with([&](auto& r) {
        if (r.on) r.ran.emplace_back(sql);
        return r.wait_ms;
    });
    if (wait_ms) sqlite3_busy_timeout(sqlite3_db_handle(static_cast<sqlite3_stmt*>(statement)), *wait_ms);
    return 0;
}

int watch(sqlite3* db, char const**, sqlite3_api_routines const*) {
    return sqlite3_trace_v2(db, SQLITE_TRACE_STMT, note, nullptr);
}

}  // namespace

statement_recorder::statement_recorder() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch)); }
statement_recorder::~statement_recorder() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(watch)); }

void statement_recorder::start() {
    the_record().with([](auto& r) {
        r.on = true;
        r.ran.clear();
    });
}

std::vector<std::string> statement_recorder::stop() {
    return the_record().with([](auto& r) {
        r.on = false;
        return std::move(r.ran);
    });
}

void statement_recorder::never_wait(bool so) {
    the_record().with([&](auto& r) { r.wait_ms = so ? 0 : 5000; });
}

}  // namespace negative

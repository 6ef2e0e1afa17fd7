#pragma once

#include "chat/changes.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "identity/limits/model_access.hpp"
#include "llm/router.hpp"
#include "store/database.hpp"
#include "store/repositories/jobs.hpp"

#include <boost/describe/class.hpp>

#include <string>

namespace chat {

// The job that names a conversation after its first exchange.
inline constexpr char const* title_job_kind = "title";

struct title_job {
    std::string conversation_id;
    core::principal who;   // whom it is charged to: who caused it
    std::string question_id;
    std::string answer_id;
    std::string model;   // as the turn named it
};
BOOST_DESCRIBE_STRUCT(title_job, (), (conversation_id, who, question_id, answer_id, model))

// Asks the model that answered for a title, or the default one where whoever's turn it was may not ask that any more;
// the question's first words stand in where there is none to ask, or it has none to give. A title that the user gave
// meanwhile stays. Safe to repeat. Its calls are charged to whoever's turn it was, also those that are cut short.
core::task<core::result<void>> make_title(store::database& db, llm::router& models,
                                          identity::model_access const& may_ask, changes& told, core::clock const& time,
                                          store::job_row const& job);

}  // namespace chat

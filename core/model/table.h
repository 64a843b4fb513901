// SPDX-License-Identifier: GPL-3.0-or-later
// Table: shared, immutable entities in the order of their ids. A value: a copy costs one pointer, and an edit copies
// one chunk and the spine of chunks, not the entities. Safe to read from several threads.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

namespace tributary {

template <class Entity>
class Table {
public:
    using Key = decltype(Entity::id);
    using Pointer = std::shared_ptr<const Entity>;

    [[nodiscard]] size_t size() const { return spine_ ? spine_->size : 0; }
    [[nodiscard]] bool empty() const { return size() == 0; }

    /// Finds an entity; null where there is none.
    [[nodiscard]] Pointer share(const Key& id) const {
        if (empty())
            return nullptr;
        const Chunk& chunk = *spine_->chunks[chunkFor(id)];
        const auto place = lowerBound(chunk, id);
        return place != chunk.end() && (*place)->id == id ? *place : nullptr;
    }
    /// Finds an entity for as long as this table lives; null where there is none.
    [[nodiscard]] const Entity* find(const Key& id) const { return share(id).get(); }
    [[nodiscard]] bool contains(const Key& id) const { return find(id) != nullptr; }

    /// Puts `entity` in the place of the one with its id, or adds it.
    void put(Pointer entity) {
        auto spine = spine_ ? std::make_shared<Spine>(*spine_) : std::make_shared<Spine>();
        if (spine->chunks.empty())
            spine->chunks.push_back(std::make_shared<Chunk>());
        const size_t at = spine_ && !spine_->chunks.empty() ? chunkFor(entity->id) : 0;
        auto chunk = std::make_shared<Chunk>(*spine->chunks[at]);
        const auto place = lowerBound(*chunk, entity->id);
        if (place != chunk->end() && (*place)->id == entity->id) {
            *place = std::move(entity);
        } else {
            chunk->insert(place, std::move(entity));
            ++spine->size;
        }
        if (chunk->size() > maxChunk) {
            const auto middle = chunk->begin() + static_cast<std::ptrdiff_t>(chunk->size() / 2);
            spine->chunks.insert(spine->chunks.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                                 std::make_shared<Chunk>(middle, chunk->end()));
            chunk->erase(middle, chunk->end());
        }
        spine->chunks[at] = std::move(chunk);
        spine_ = std::move(spine);
    }

    /// Takes an entity out; does nothing where there is none.
    void erase(const Key& id) {
        if (!contains(id))
            return;
        auto spine = std::make_shared<Spine>(*spine_);
        const size_t at = chunkFor(id);
        auto chunk = std::make_shared<Chunk>(*spine->chunks[at]);
        chunk->erase(lowerBound(*chunk, id));
        --spine->size;
        if (chunk->empty())
            spine->chunks.erase(spine->chunks.begin() + static_cast<std::ptrdiff_t>(at));
        else
            spine->chunks[at] = std::move(chunk);
        spine_ = std::move(spine);
    }

    class Iterator {
    public:
        using value_type = Entity;
        using difference_type = std::ptrdiff_t;
        using pointer = const Entity*;
        using reference = const Entity&;
        using iterator_category = std::forward_iterator_tag;

        Iterator() = default;
        reference operator*() const { return *(*table_->spine_->chunks[chunk_])[index_]; }
        pointer operator->() const { return &**this; }
        Iterator& operator++() {
            if (++index_ == table_->spine_->chunks[chunk_]->size()) {
                index_ = 0;
                ++chunk_;
            }
            return *this;
        }
        Iterator operator++(int) {
            Iterator before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(const Iterator& a, const Iterator& b) {
            return a.chunk_ == b.chunk_ && a.index_ == b.index_;
        }

    private:
        friend class Table;
        Iterator(const Table* table, size_t chunk) : table_(table), chunk_(chunk) {}
        const Table* table_ = nullptr;
        size_t chunk_ = 0;
        size_t index_ = 0;
    };
    [[nodiscard]] Iterator begin() const { return Iterator(this, 0); }
    [[nodiscard]] Iterator end() const { return Iterator(this, spine_ ? spine_->chunks.size() : 0); }

    /// What two tables share is the same: only the rest is looked into.
    friend bool operator==(const Table& a, const Table& b) {
        const auto same = [](const Entity& x, const Entity& y) { return &x == &y || x == y; };
        return a.spine_ == b.spine_ || (a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), same));
    }

private:
    static constexpr size_t maxChunk = 64;
    using Chunk = std::vector<Pointer>;
    struct Spine {
        std::vector<std::shared_ptr<const Chunk>> chunks; // none of them empty
        size_t size = 0;
    };

    /// The chunk that holds `id`, or that would.
    [[nodiscard]] size_t chunkFor(const Key& id) const {
        const auto& chunks = spine_->chunks;
        const auto after = std::upper_bound(chunks.begin(), chunks.end(), id,
                                            [](const Key& key, const auto& chunk) { return key < chunk->front()->id; });
        return after == chunks.begin() ? 0 : static_cast<size_t>(after - chunks.begin()) - 1;
    }
    template <class Range>
    static auto lowerBound(Range& chunk, const Key& id) {
        return std::lower_bound(chunk.begin(), chunk.end(), id,
                                [](const Pointer& entity, const Key& key) { return entity->id < key; });
    }

    std::shared_ptr<const Spine> spine_;
};

} // namespace tributary

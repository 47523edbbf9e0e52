//! What an entry is made of, by the names that JSON, drafts and forms have for it.

use super::{ContactKind, MemberField, Visibility};

impl MemberField {
    /// Its name, such as `headline`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.as_word()
    }
}

impl Visibility {
    /// All, from the most who see something to the fewest.
    pub const ALL: [Self; 4] = [
        Self::Everyone,
        Self::OnRequest,
        Self::Organisers,
        Self::Nobody,
    ];

    /// Its name, such as `on-request`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.as_word()
    }

    /// What is called so.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

impl ContactKind {
    /// All, as they are offered.
    pub const ALL: [Self; 4] = [Self::Phone, Self::Wechat, Self::Email, Self::Other];

    /// Its name, such as `wechat`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.as_word()
    }

    /// What is called so.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}
